// Each turn has a name of its own: what a test said of the last one says nothing of this one.
export function* subject(items) {
  const h1 = acquire();
  for (;;) {
    using h2 = h1;
    let h3 = (h2 ? acquire() : acquire());
  }
}
