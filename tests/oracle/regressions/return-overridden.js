// What is returned is not handed over if a finally body throws, breaks or returns.
export async function* subject(items) {
  x1: try {
    if (choice()) return acquire();
    if (choice()) {
      const h1 = acquire();
      return () => {
        release(h1);
      };
    }
  } finally {
    await stepAsync();
    if (choice()) throw failure;
    if (choice()) break x1;
    if (choice()) return;
    yield;
  }
}
