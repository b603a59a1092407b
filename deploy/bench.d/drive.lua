-- The request comes from the environment and the result goes out as one line of JSON.
wrk.method = os.getenv("BENCH_METHOD")
wrk.body = os.getenv("BENCH_BODY")

-- "@CHAT@" in the body becomes 000 to 063 in turn, so that sends go to many chats.
if wrk.body and wrk.body:find("@CHAT@", 1, true) then
    local requests, turn = {}, 0
    function init()
        for chat = 0, 63 do
            local body = wrk.body:gsub("@CHAT@", string.format("%03d", chat))
            requests[chat] = wrk.format(nil, nil, nil, body)
        end
    end
    function request()
        turn = (turn + 1) % 64
        return requests[turn]
    end
end

local asked = tonumber(os.getenv("BENCH_REQUESTS") or "")

-- wrk itself knows a time only: stopping its thread would leave it waiting for the time's end.
if asked then
    local answered, failed = 0, 0
    function response(status)
        answered = answered + 1
        if status < 200 or status > 299 then failed = failed + 1 end
        if answered < asked then return end
        print(string.format('result {"requests":%d,"errors":%d}', answered, failed))
        os.exit(0)
    end
end

function done(summary, latency, _)
    local errors = summary.errors
    print(string.format(
        'result {"requests":%d,"seconds":%.6f,"p50_us":%d,"p99_us":%d,"errors":%d}',
        summary.requests, summary.duration / 1e6,
        latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
