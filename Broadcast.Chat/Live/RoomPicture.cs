using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Quiz;

namespace Broadcast.Chat.Live;

/// <summary>
/// What a room shows, folded from its control events: the same events give the same picture on every node. Guarded by the room's lock.
/// </summary>
internal sealed class RoomPicture
{
    /// <summary>Questions kept at most; beyond them the oldest is forgotten, even when nobody has revealed it.</summary>
    private const int QuestionsKept = 8;

    private readonly List<KnownQuestion> _questions = [];

    public RoomEvent? Pin { get; private set; }

    public RoomEvent? OnAir { get; private set; }

    /// <summary>The stage that a relay's room shows; null in other rooms and before the first cut.</summary>
    public StageId? Shown => (OnAir?.Data as StageOnAir)?.Stage;

    public RoomMode Mode { get; private set; } = RoomMode.Open;

    /// <summary>When the mode was set, Unix milliseconds; 0 when that is not known.</summary>
    public long ModeAt { get; private set; }

    /// <summary>When a product was pinned or unpinned, Unix milliseconds; 0 when that is not known.</summary>
    public long PinAt { get; private set; }

    public IReadOnlyList<RoomEvent> Questions => [.. _questions.SelectMany(question => question.Events).OrderBy(item => item.Offset)];

    public IReadOnlyList<QuestionId> QuestionIds => [.. _questions.Select(question => question.Id)];

    /// <summary>The questions that are shown and not voided.</summary>
    public IReadOnlyList<ShownQuestion> Asked =>
    [
        .. from question in _questions
           where !question.Events.Exists(item => item.Data is QuestionVoided)
           from item in question.Events
           where item.Data is QuestionOpened
           select new ShownQuestion(item, (QuestionOpened)item.Data, question.Events.Exists(other => other.Data is QuestionRevealed)),
    ];

    public void Apply(RoomEvent item)
    {
        switch (item.Data)
        {
            case ProductPinned:
                (Pin, PinAt) = (item, item.At);
                break;
            case ProductUnpinned unpinned when Pin?.Data is ProductPinned pinned && pinned.Pin == unpinned.Pin:
                (Pin, PinAt) = (null, item.At);
                break;
            case RoomModeSet set:
                (Mode, ModeAt) = (set.Mode, item.At);
                break;
            case StageOnAir:
                OnAir = item;
                break;
            case QuestionOpened opened:
                Of(opened.Id).Events.Add(item);
                break;
            case QuestionClosed closed:
                Of(closed.Id).Events.Add(item);
                break;
            case QuestionRevealed revealed:
                Settle(Of(revealed.Id), item);
                break;
            case QuestionVoided voided:
                Settle(Of(voided.Id), item);
                break;
        }
    }

    private KnownQuestion Of(QuestionId id)
    {
        var known = _questions.Find(question => question.Id == id);
        if (known is not null)
            return known;

        var asked = new KnownQuestion(id);
        _questions.Add(asked);
        if (_questions.Count > QuestionsKept)
            _questions.RemoveAt(0);
        return asked;
    }

    /// <summary>Only the question settled last is still shown.</summary>
    private void Settle(KnownQuestion question, RoomEvent item)
    {
        question.Events.Add(item);
        question.Settled = true;
        _questions.RemoveAll(other => other.Settled && other != question);
    }

    private sealed class KnownQuestion(QuestionId id)
    {
        public QuestionId Id { get; } = id;

        public List<RoomEvent> Events { get; } = [];

        public bool Settled { get; set; }
    }
}
