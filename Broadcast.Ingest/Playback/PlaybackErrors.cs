using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Ingest.Playback;

internal static class PlaybackErrors
{
    public static readonly Error Required = new("playback.required", "This channel needs a playback token: POST /api/v1/channels/{channel}/playback issues one for a ticket.", ErrorKind.Unauthenticated, "Get a playback token for the ticket.");

    public static readonly Error Invalid = new("playback.invalid", "The playback token is invalid or has expired.", ErrorKind.Unauthenticated, "Get a new playback token.");

    public static readonly Error OtherChannel = new("playback.other_channel", "The playback token is for another channel.", ErrorKind.Forbidden, "Get a playback token for this channel.");

    public static readonly Error Revoked = new("playback.revoked", "The session was ended.", ErrorKind.Forbidden, "Get a new ticket.");
}
