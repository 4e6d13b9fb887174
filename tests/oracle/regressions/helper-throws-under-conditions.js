// The release that may throw is never reached: a matter of conditions, which nobody follows into a call.
function never(h) {
  while (!(h)) {
    h && release(h);
  }
}

export function subject(items) {
  const [h1] = [acquire()];
  const h2 = acquire();
  never(h1);
}
