using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Retirement;

internal static class RetirementErrors
{
    public static readonly Error OnAir = new(
        "festival.on_air", "The festival is on air.", ErrorKind.Conflict,
        "Wait for the end of the slots ('slots' in this answer), or take them out of the rundown; end what was put on air by hand.");

    public static readonly Error StageOnAir = new(
        "stage.on_air", "A relay shows the stage, or is about to.", ErrorKind.Conflict, "Give the relay back to its rundown, or take another stage.");

    public static readonly Error Planned = new(
        "stage.planned", "The rundown has the stage on now, or later.", ErrorKind.Conflict, "Take the slots ('slots' in this answer) out of the rundown, or give them to another stage.");

    public static readonly Error Open = new(
        "stage.open", "A vote, a question or a poll is not over, or a prize is not decided.", ErrorKind.Conflict, "Close, cancel or void it first: nobody could take part any more.");
}
