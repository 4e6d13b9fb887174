// The consumer has what was yielded, also if it throws.
export function* subject(items) {
  const h1 = acquire();
  yield acquire();
  release(h1);
}
