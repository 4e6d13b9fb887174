// Only what was there is overwritten, and the value is the old one where nothing is assigned.
export function subject(items) {
  let h1 = acquire();
  h1 &&= acquire();
  let h2 = choice() ? acquire() : null;
  const h3 = (h2 ??= acquire());
  release(h3);
  release(h1);
}
