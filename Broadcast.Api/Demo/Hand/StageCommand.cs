using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Polls;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Actors;

namespace Broadcast.Api.Demo.Hand;

/// <summary>A command that anchors give for their stage, whatever it does: who gives it, and for which stage.</summary>
internal readonly record struct StageCommand(Actor By, StageId? Stage)
{
    /// <summary>Null for what is no such command.</summary>
    public static StageCommand? Of(object request) => request switch
    {
        PinProduct pin => new(pin.By, pin.Stage),
        UnpinProduct unpin => new(unpin.By, unpin.Stage),
        OpenQuestion open => new(open.By, open.Stage),
        OpenQuestionNow open => new(open.By, open.Id.Stage),
        CancelQuestion cancel => new(cancel.By, cancel.Id.Stage),
        CloseQuestion close => new(close.By, close.Id.Stage),
        PauseQuestion pause => new(pause.By, pause.Id.Stage),
        MarkAnswer mark => new(mark.By, mark.Id.Stage),
        VoidQuestion off => new(off.By, off.Id.Stage),
        RevealQuestion reveal => new(reveal.By, reveal.Id.Stage),
        OpenPoll open => new(open.By, open.Stage),
        OpenPollNow open => new(open.By, open.Id.Stage),
        CancelPoll cancel => new(cancel.By, cancel.Id.Stage),
        ClosePoll close => new(close.By, close.Id.Stage),
        _ => null,
    };

    /// <summary>True for what opens a question now: no other may be open then.</summary>
    public static bool Asks(object request) => request is OpenQuestion { Draft.OpensAt: null } or OpenQuestionNow;
}
