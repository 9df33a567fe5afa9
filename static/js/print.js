// The print button of a document page.
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-ui=print]')) print();
});
