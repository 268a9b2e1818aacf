using System.Globalization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Pins and questions of a replay, from the events of its relay's room.</summary>
internal static class ReplayMarks
{
    public static IReadOnlyList<ReplayMark> From(IEnumerable<RoomEvent> events, IReadOnlyList<ReplaySpan> spans)
    {
        var marks = new Dictionary<string, ReplayMark>(StringComparer.Ordinal);
        string? pinned = null;
        foreach (var item in events.OrderBy(item => item.Offset))
        {
            var at = item.ShowAt ?? item.At;
            switch (item.Data)
            {
                case ProductPinned pin:
                    EndPin(at);
                    pinned = $"pin-{pin.Pin}";
                    marks[pinned] = new ReplayMark
                    {
                        Id = pinned,
                        Kind = "pin",
                        At = at,
                        Stage = pin.Stage,
                        Title = pin.Product.Name,
                        TitleEn = pin.Product.NameEn,
                        Product = pin.Product.Id,
                    };
                    break;
                case ProductUnpinned unpin when pinned == $"pin-{unpin.Pin}":
                    EndPin(at);
                    break;
                case QuestionOpened question:
                    marks[Id(question.Id)] = new ReplayMark
                    {
                        Id = Id(question.Id),
                        Kind = "question",
                        At = at,
                        Until = question.ClosesAt,
                        Stage = question.Stage,
                        Title = question.Text,
                        Options = question.Options,
                    };
                    break;
                case QuestionResumed resumed when marks.TryGetValue(Id(resumed.Id), out var asked):
                    marks[asked.Id] = asked with { Until = resumed.ClosesAt };
                    break;
                case QuestionRevealed revealed when marks.TryGetValue(Id(revealed.Id), out var asked):
                    marks[asked.Id] = asked with { Answer = asked.Options?.ElementAtOrDefault(revealed.Answer), Winners = revealed.Winners.Count };
                    break;
                case QuestionVoided voided:
                    marks.Remove(Id(voided.Id));
                    break;
            }
        }

        return [.. marks.Values.Select(mark => Within(mark, spans)).OfType<ReplayMark>().OrderBy(mark => mark.At)];

        void EndPin(long at)
        {
            if (pinned is not null && marks.TryGetValue(pinned, out var mark))
                marks[pinned] = mark with { Until = Math.Max(at, mark.At) };
            pinned = null;
        }
    }

    /// <summary>All marks of both, in order. A known one stays when the log has lost it; one that was read replaces it.</summary>
    public static IReadOnlyList<ReplayMark> Merge(IReadOnlyList<ReplayMark> known, IReadOnlyList<ReplayMark> read) =>
        [.. known.Where(mark => read.All(other => other.Id != mark.Id)).Concat(read).OrderBy(mark => mark.At).ThenBy(mark => mark.Id, StringComparer.Ordinal)];

    /// <summary>The mark in the span that shows it; a pin from before the span begins with it. Null when no span shows the mark.</summary>
    private static ReplayMark? Within(ReplayMark mark, IReadOnlyList<ReplaySpan> spans)
    {
        foreach (var span in spans)
        {
            var end = span.End ?? long.MaxValue;
            if (mark.At < end && (mark.Until ?? long.MaxValue) > span.Start && (mark.At >= span.Start || mark.Kind == "pin"))
                return mark with { At = Math.Max(mark.At, span.Start), Until = mark.Until ?? span.End };
        }

        return null;
    }

    private static string Id(QuestionId id) => string.Create(CultureInfo.InvariantCulture, $"question-{id}");
}
