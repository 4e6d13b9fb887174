// The first `return` hands nothing over: the second turn overrides it, by the same statement and another value.
export function subject(items) {
  let h1 = acquire();
  for (;;) {
    try {
      return h1;
    } finally {
      h1 = null;
      if (choice()) {
        continue;
      }
    }
  }
}
