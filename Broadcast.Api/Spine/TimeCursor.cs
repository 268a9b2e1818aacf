using System.Globalization;

namespace Broadcast.Api.Spine;

/// <summary>
/// The position of an entry in a list that is ordered by time and then by id, written as <c>milliseconds.id</c>. Opaque to callers.
/// </summary>
internal sealed record TimeCursor(DateTimeOffset At, string Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}.{Id}");

    /// <summary>Null when <paramref name="text"/> is no position.</summary>
    public static TimeCursor? Read(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new TimeCursor(DateTimeOffset.FromUnixTimeMilliseconds(at), text[(dot + 1)..])
            : null;
    }
}
