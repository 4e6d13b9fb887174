// `!= null` and `!== null` of an unchanged name agree, in loops and static blocks too.
export function subject(items) {
  let h1 = acquire();
  if (h1 != null) {
    do {
      const h2 = acquire();
      release(h2);
    } while (h1 != null);
  } else {
    const h3 = acquire();
    if (!(h1 != null)) keep(h3);
    class C {
      static {
        if (h1) h1 = acquire();
      }
    }
  }
  const h4 = acquire();
  while (h4) {
    const h5 = acquire();
  }
}
