// Requests that no reader follows.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { automaticReason, wantsNoKey } from "../../../../src/service/http/automatic.ts";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const rows: [headers: Record<string, string>, expected: string][] = [
  [{ "user-agent": firefox }, ""],
  [
    {
      "user-agent":
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    },
    "",
  ],
  [{ "user-agent": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)" }, "bot"],
  [{ "user-agent": "curl/8.5.0" }, "bot"],
  [{ "user-agent": `${firefox} ${"x".repeat(600)}` }, ""],
  [{ "user-agent": firefox, "sec-purpose": "prefetch" }, "prefetch"],
  [{ "user-agent": firefox, "sec-purpose": "prefetch;anonymous-client-ip" }, "prefetch"],
  [{ "user-agent": firefox, purpose: "prefetch" }, "prefetch"],
];
for (const [headers, expected] of rows) {
  test(`${JSON.stringify(headers).slice(0, 90)} is ${expected || "a reader's"}`, () => {
    assert.is(automaticReason(headers), expected);
    assert.is(automaticReason(headers), expected, "the second time too");
  });
}

test("Global Privacy Control and Do Not Track are wishes, 0 is none", () => {
  assert.equal([{ "sec-gpc": "1" }, { dnt: "1" }, { dnt: "0" }, {}].map(wantsNoKey), [true, true, false, false]);
});

test.run();
