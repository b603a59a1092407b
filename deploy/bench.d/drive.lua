-- The request comes from the environment and the result goes out as one line of JSON.
wrk.method = os.getenv("BENCH_METHOD")
wrk.body = os.getenv("BENCH_BODY")

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
