// A `break` that stays inside a `finally` does not override the `return` that waits there.
export function subject(items) {
  const { h: h1 } = { h: acquire() };
  try {
    try {
      return;
    } finally {
      switch (number()) {
        default: {
          break;
        }
      }
    }
  } finally {}
}
