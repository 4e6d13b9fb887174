// It throws in the end, if it ends: nobody counts its calls.
function again(h) {
  while (choice()) {
    throw failure;
  }
  again(h);
}

export function subject(items) {
  const h1 = acquire();
  again(h1);
}
