// A loan (law 11) is judged by the normal ways only: what is lost or still held on the way to a throw says nothing.
export function subject(items) {
  let h1 = acquire();
  keep(h1);
  const off1 = () => {
    release(h1);
  };
  switch (number()) {
    case 0: {
      h1 = acquire();
      throw failure;
    }
    default: {
      off1?.();
    }
  }
  const h2 = acquire();
  try {
    step();
  } finally {
    keep(h2);
    for (const item of items) {
      release(h2);
    }
  }
}
