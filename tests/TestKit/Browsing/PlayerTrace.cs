using System.Text.Json;
using Microsoft.Playwright;

namespace TestKit.Browsing;

/// <summary>An entry of <c>window.livefestival.trace</c>, which pages opened with <c>?trace</c> have.</summary>
/// <param name="At">Milliseconds since the page was opened.</param>
/// <param name="Kind">Such as <c>seek</c>, <c>request</c> or <c>shown</c>.</param>
/// <param name="Details">All fields of the entry.</param>
public sealed record TraceEntry(double At, string Kind, JsonElement Details)
{
    public double Number(string name) => Details.GetProperty(name).GetDouble();

    public string? Text(string name) => Details.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>The end, in seconds, of the last range in the field <paramref name="name"/>.</summary>
    public double EndOf(string name) => Details.GetProperty(name).EnumerateArray().Last()[1].GetDouble();

    /// <summary>True when the position jumped backwards.</summary>
    public bool GoesBack => Kind == "seek" && Number("to") < Number("from");

    /// <summary>True when a request for media begins.</summary>
    public bool AsksForMedia => Kind == "request" && Text("phase") == "start" && Text("of") is "part" or "segment";
}

/// <summary>Reads the trace that a page keeps of its player.</summary>
public static class PlayerTrace
{
    /// <summary>All entries that the page still keeps, the oldest first.</summary>
    public static async Task<IReadOnlyList<TraceEntry>> ReadAsync(IPage page)
    {
        var entries = await page.EvaluateAsync<JsonElement>("() => window.livefestival.trace.entries()");
        return [.. entries.EnumerateArray().Select(entry => new TraceEntry(entry.GetProperty("at").GetDouble(), entry.GetProperty("kind").GetString()!, entry))];
    }

    /// <summary>Waits for an entry for which <paramref name="condition"/>, a JavaScript expression of <c>entry</c>, is true.</summary>
    /// <exception cref="TimeoutException">There was none in time; the message has the condition and the kinds of the entries.</exception>
    public static async Task SeesAsync(IPage page, string condition, TimeSpan within)
    {
        try
        {
            await page.WaitForFunctionAsync(
                $"() => window.livefestival.trace.entries().some(entry => {condition})", null,
                new PageWaitForFunctionOptions { Timeout = (float)within.TotalMilliseconds, PollingInterval = 250 });
        }
        catch (TimeoutException late)
        {
            var kinds = (await ReadAsync(page)).CountBy(entry => entry.Kind).Select(kind => $"{kind.Value} {kind.Key}");
            throw new TimeoutException($"Not within {within.TotalSeconds:0} s: {condition}. There were {string.Join(", ", kinds)}.", late);
        }
    }
}
