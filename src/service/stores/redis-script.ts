// The Lua script that counts one view in Redis: whatever it does happens at once, or not at all.
import { type CommandParser, defineScript } from "@redis/client";
import type { CountedView } from "./store.ts";

/**
 * `keys`: totals, view id, reader, hour, day, buckets; all of one hash tag, so that a cluster keeps them together.
 * `values`: article, life of the id, reader's life or "", now, span, limit, hour, day.
 */
export const countView = defineScript({
  SCRIPT: `
local total = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0)
if not redis.call('SET', KEYS[2], 1, 'NX', 'PX', ARGV[2]) then return {'repeat', total} end
if ARGV[3] ~= '' then
  local now, recent = tonumber(ARGV[4]), 0
  for _, time in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
    if tonumber(time) > now - tonumber(ARGV[5]) and tonumber(time) <= now then recent = recent + 1 end
  end
  if recent >= tonumber(ARGV[6]) then return {'limited', total} end
  redis.call('LPUSH', KEYS[3], ARGV[4])
  redis.call('LTRIM', KEYS[3], 0, ARGV[6] - 1)
  redis.call('PEXPIRE', KEYS[3], ARGV[3])
end
redis.call('ZINCRBY', KEYS[4], 1, ARGV[1])
redis.call('ZINCRBY', KEYS[5], 1, ARGV[1])
redis.call('SADD', KEYS[6], 'hour:' .. ARGV[7], 'day:' .. ARGV[8])
return {'counted', redis.call('HINCRBY', KEYS[1], ARGV[1], 1)}`,
  NUMBER_OF_KEYS: 6,
  parseCommand: (parser: CommandParser, keys: string[], values: string[]) => {
    parser.pushKeys(keys);
    parser.push(...values);
  },
  transformReply: ([outcome, views]: [CountedView["outcome"], number]): CountedView => ({ outcome, views }),
});
