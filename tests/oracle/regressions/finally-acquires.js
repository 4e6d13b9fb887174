// What is acquired in a finally body leaks on the exit that waits there.
export function subject(items) {
  try {
    if (choice()) return;
    step();
    throw failure;
  } finally {
    const h1 = acquire();
  }
}
