using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms.Log;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>Makes outcomes from stream entries. A question's entry only names it: entrants may be many, and are read where they lie.</summary>
internal sealed class OutcomeAssembly(QuestionStore questions)
{
    /// <summary>Null when what the entry names is gone.</summary>
    public async Task<RoomOutcome?> AssembleAsync(RoomId room, StreamEntry entry) => (string?)entry[OutcomeStream.Kind] switch
    {
        OutcomeStream.Pin => new PinEnded
        {
            Id = $"pin:{entry["pin"]}",
            Stage = StageId.Parse(room.Value),
            At = (long)entry["at"],
            Pin = PinId.Parse((string)entry["pin"]!),
            Product = ProductId.Parse((string)entry["product"]!),
            From = (long)entry["from"],
            Clicks = (long)entry["clicks"],
        },
        OutcomeStream.Question => await SettledAsync(StageId.Parse(room.Value), QuestionId.Parse((string)entry["question"]!), (long)entry["at"]),
        OutcomeStream.Moderation => Acted(room, entry),
        _ => null,
    };

    private static ModeratorActed Acted(RoomId room, StreamEntry entry)
    {
        var action = (string)entry["act"]!;
        var text = (string)entry["text"]!;
        // Of a message the log's own words are kept, which name its author; of a mode, the mode.
        var message = text.Length > 0 && action != ModerationActions.Mode ? LogEntry.Parse("0", "0", text) : null;
        return new ModeratorActed
        {
            Id = $"moderation:{room}:{entry.Id}",
            At = (long)entry["at"],
            Room = room,
            Action = action,
            By = JsonSerializer.Deserialize<EventAuthor>((string)entry["by"]!, ContractJson.Options)!,
            Viewer = message?.By?.Id ?? (ViewerId.TryParse(entry["viewer"], null, out var viewer) ? viewer : null),
            ViewerName = message?.By?.Name ?? (string)entry["name"]!,
            Text = message is { Data: ChatSaid said } ? said.Text : text,
            Reason = (string)entry["reason"]!,
            Until = (long)entry["until"] is var until and > 0 ? until : null,
            Everywhere = entry["everywhere"] == "1",
        };
    }

    private async Task<QuestionSettled?> SettledAsync(StageId stage, QuestionId id, long at)
    {
        if (await questions.ReadAsync(id, stage) is not { } question || question.State == Question.Voided)
            return null;

        var entrants = await questions.WhoChoseAsync(id, stage, question.Answer);
        if (entrants.Count != question.Counts[question.Answer])
            throw new InvalidDataException($"Question {id} counted {question.Counts[question.Answer]} right answers and has {entrants.Count}: it is not drawn.");

        return new QuestionSettled
        {
            Id = $"question:{id}",
            Stage = stage,
            At = at,
            Question = id,
            Text = question.Text,
            Options = question.Options,
            Answer = question.Answer,
            Winners = question.Winners,
            Prize = question.Prize,
            Seed = question.Seed,
            Commitment = question.Commitment,
            Counts = question.Counts,
            Entrants = entrants,
        };
    }
}
