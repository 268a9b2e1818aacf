using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Votes;

/// <summary>Why a vote is not made or moved, and why a ballot is refused.</summary>
internal static class VoteErrors
{
    public static readonly Error Malformed = new("vote.invalid", "The vote is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static Error Invalid(string message) => Malformed.With(message);

    public static readonly Error Unknown = new("vote.unknown", "There is no such vote.", ErrorKind.Unknown, "List the stage's votes.");
    public static readonly Error State = new("vote.state", "The vote's state does not allow this.", ErrorKind.Conflict, "Look at 'state' in this answer.");
    public static readonly Error Full = new("vote.full", "The stage has eight votes that are not over.", ErrorKind.Conflict, "Close one, or void one that is not needed.");
    public static readonly Error Option = new("vote.option", "There is no such option.", ErrorKind.Invalid, "Send the index of an option, from 0.");
    public static readonly Error NotOpen = new("vote.not_open", "The vote is not open yet.", ErrorKind.Conflict, "Send the ballot when the vote has opened.");
    public static readonly Error Paused = new("vote.paused", "The vote is paused.", ErrorKind.Conflict, "Send the ballot again when the vote goes on.");
    public static readonly Error Closed = new("vote.closed", "The vote is closed.", ErrorKind.Conflict, "Wait for the result.");
    public static readonly Error Already = new("vote.already", "You have voted.", ErrorKind.Conflict, "Nothing: the first ballot counts.");
}
