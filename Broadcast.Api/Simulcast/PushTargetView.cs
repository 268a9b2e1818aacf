using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Simulcast;

/// <summary>A target as operators see it.</summary>
/// <param name="Id">Names it here and, with its channel, at <c>/api/v1/channels/{channel}/simulcast</c>, which says how it fares.</param>
/// <param name="Channel">The channel that is pushed.</param>
/// <param name="Name">Its name.</param>
/// <param name="Server">The platform's RTMP server.</param>
/// <param name="KeyEnd">The last four characters of its key; empty where the key is too short to show any.</param>
/// <param name="KeySetAt">When the key was given.</param>
/// <param name="On">Whether the channel is pushed there.</param>
/// <param name="Revision">A change names it.</param>
internal sealed record PushTargetView(string Id, ChannelId Channel, string Name, string Server, string KeyEnd, DateTimeOffset KeySetAt, bool On, long Revision)
{
    /// <summary>Characters of the shortest key of which the end is shown.</summary>
    private const int ShortestShown = 16;

    private const int Shown = 4;

    public static PushTargetView Of(PushTarget target, PushTargetKeys keys)
    {
        var key = keys.Open(target);
        return new PushTargetView(target.Id, target.Channel, target.Name, target.Server, key.Length < ShortestShown ? "" : key[^Shown..], target.KeySetAt, target.On, target.Revision);
    }

    /// <summary>What the audit keeps: nothing of the key but when it was given, and nothing of the server that may be a secret of the platform's.</summary>
    public static object OfAudit(PushTarget target) => new { target.Channel, target.Name, Server = PushTargetFields.ShownOf(target.Server), target.KeySetAt, target.On };
}
