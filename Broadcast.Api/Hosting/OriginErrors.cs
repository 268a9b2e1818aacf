using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Hosting;

/// <summary>Why a page may not connect.</summary>
internal static class OriginErrors
{
    public static readonly Error Refused = new("origin.refused", "Pages of this origin may not connect. Add the origin to Cors:Origins.", ErrorKind.Forbidden, "Add the origin to Cors:Origins.");
}
