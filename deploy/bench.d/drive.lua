-- The request comes from the environment and the result goes out as one line of JSON.
wrk.method = os.getenv("BENCH_METHOD")
wrk.body = os.getenv("BENCH_BODY")

local left = tonumber(os.getenv("BENCH_REQUESTS") or "")

if left then
    function response()
        left = left - 1
        if left <= 0 then wrk.thread:stop() end
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
