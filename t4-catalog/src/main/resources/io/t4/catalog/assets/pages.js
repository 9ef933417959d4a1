// Whatever this adds, pages are read without it.
document.addEventListener('click', event => {
  const button = event.target.closest('button.copy');
  if (button) {
    navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = 'Copied';
  }
});

// "/" leads to the search box, as on many sites.
document.addEventListener('keydown', event => {
  const typing = event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById('q').focus();
  }
});

function addCopyButtons() {
  if (!navigator.clipboard) {
    return;
  }
  document.querySelectorAll('.copied:not(.with-button)').forEach(code => {
    const button = document.createElement('button');
    button.className = 'copy';
    button.type = 'button';
    button.textContent = 'Copy';
    code.classList.add('with-button');
    code.after(button);
  });
}

document.addEventListener('DOMContentLoaded', addCopyButtons);
document.addEventListener('htmx:afterSettle', addCopyButtons);
