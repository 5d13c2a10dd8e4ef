// The preview's script: reloads the page after a build, and shows errors over the last good state.

interface Outcome {
  errors: string[];
  isChanged: boolean;
}

const boxId = "broadsheet-preview-errors";

function showErrors(errors: string[]): void {
  document.getElementById(boxId)?.remove();
  if (errors.length === 0) return;
  const box = document.createElement("div");
  box.id = boxId;
  box.setAttribute("role", "alert");
  box.setAttribute("lang", "en");
  box.setAttribute("dir", "ltr");
  box.style.cssText =
    "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:2147483647;padding:1rem 1.25rem;background:#7a0c0c;color:#fff;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;border-top:4px solid #ffb4a8";
  box.textContent = `This page is the last good state.\n\n${errors.join("\n")}`;
  document.body.append(box);
}

function connect(): void {
  const events = new EventSource("/__broadsheet/events");
  let wasLost = false;
  events.onmessage = (event: MessageEvent<string>) => {
    const { errors, isChanged } = JSON.parse(event.data) as Outcome;
    if (errors.length === 0 && (isChanged || wasLost)) location.reload();
    else showErrors(errors);
    wasLost = false;
  };
  events.onerror = () => {
    wasLost = true;
  };
}

connect();
