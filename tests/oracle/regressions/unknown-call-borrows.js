// An unknown call borrows if every normal way from it releases (law 11), also in a finally and in a loop.
export function subject(items) {
  let h1 = acquire();
  try {
    keep(h1);
    step();
  } finally {
    keep(h1);
    release(h1);
  }
  let h2 = acquire();
  for (const item of items) {
    h2 = acquire();
    keep(h2);
  }
  release(h2);
  const h3 = acquire();
  keep(h3);
  step();
  release(h3);
  throw failure;
}
