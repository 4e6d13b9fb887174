// The closure is handed over on one way only; a second name for what it releases changes nothing about the other.
export function subject(items) {
  const h1 = acquire();
  const off2 = () => {
    release(h1);
  };
  if (choice()) {
    sink.f = off2;
  }
  const h5 = h1;
}
