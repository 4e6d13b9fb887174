// process.exit() neither returns nor throws.
export function subject(items) {
  const h1 = acquire();
  try {
    process.exit();
  } finally {
    const h2 = acquire();
  }
}
