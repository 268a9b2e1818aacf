using System.Globalization;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>
/// The delivery directives of a playlist request (rfc8216bis 6.2.5): which segment, or part of it, the answer must hold, and whether the
/// answer may be a delta update.
/// </summary>
internal sealed record ReloadRequest(long? Number, int? Part, bool Delta)
{
    /// <summary>How many parts ahead a client may ask: 3 / PART-TARGET for parts shorter than a second.</summary>
    private static readonly int AdvancePartLimit = (int)Math.Ceiling(3 / ChannelTimes.PartTarget.TotalSeconds);

    /// <summary>False for directives that a client must not send.</summary>
    public static bool TryParse(IQueryCollection query, out ReloadRequest request)
    {
        request = new ReloadRequest(null, null, Delta: false);
        long? number = null;
        int? part = null;
        if (query.TryGetValue("_HLS_msn", out var numbers))
        {
            if (numbers is not [{ } text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return false;
            number = value;
        }

        if (query.TryGetValue("_HLS_part", out var parts))
        {
            if (number is null || parts is not [{ } text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return false;
            part = value;
        }

        // v2 may also leave out date ranges; our playlists have none.
        var delta = query.TryGetValue("_HLS_skip", out var skips);
        if (delta && skips is not ["YES" or "v2"])
            return false;

        request = new ReloadRequest(number, part, delta);
        return true;
    }

    /// <summary>True when no client that read the playlist would ask for this yet; the request is then answered with 400.</summary>
    public bool TooFarAhead(Listing listing)
    {
        if (Number is not { } number)
            return false;
        if (number > listing.LastNumber + 2)
            return true;

        var listed = number == listing.OpenNumber ? listing.Open?.Parts.Length ?? 0 : 0;
        return number >= listing.OpenNumber && Part >= listed + AdvancePartLimit;
    }

    public bool FulfilledBy(Listing listing) => Number is not { } number || listing.Holds(number, Part);
}
