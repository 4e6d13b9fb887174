// A throw that is caught in a finally body does not make the waiting one forgotten; a break out of it does.
export function subject(items) {
  const h1 = acquire();
  try {
    if (choice()) throw failure;
    x2: try {
      return;
    } finally {
      while (choice()) {
        if (choice()) break x2;
        if (choice()) break;
      }
    }
  } finally {
    try {
      step();
    } catch (error) {}
    for (const item of items) {
      if (choice()) break;
    }
  }
}
