using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>Why a page may not connect.</summary>
internal static class OriginErrors
{
    public static readonly Error Refused = new("origin.refused", "Pages of this origin may not connect.", ErrorKind.Forbidden, "Add the origin to Cors:Origins, also that of the host's own pages under a public name.");
}
