// Lets readers pass a story on: through the system's own share sheet, or by copying its address. Without this script the button is not there.

/** `_includes/macros/share.njk` states what the button holds; the element after it says what was done. */
export const offerSharing = (button: HTMLButtonElement): void => {
  const status = button.nextElementSibling;
  const url = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href as string;
  const { share, copy, copied } = button.dataset;
  const canShare = "share" in navigator;
  if (!status || !(canShare || navigator.clipboard)) return;
  button.textContent = (canShare ? share : copy) as string;
  button.onclick = () => {
    const sent = canShare
      ? navigator.share({ title: document.title, url })
      : navigator.clipboard.writeText(url).then(() => (status.textContent = copied as string));
    // Closing the sheet is no fault, and a browser that forbids copying has said so.
    sent.catch(() => {});
  };
  // Its room was kept: nothing moves.
  button.hidden = false;
};
