using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using StackExchange.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>A question as Redis holds it, the answer and the seed with it: not for anybody's eyes before the reveal.</summary>
internal sealed record Question
{
    public const string Open = "open";
    public const string Closed = "closed";

    /// <summary>Closed, and the winners are in the database; to everyone else it is still <see cref="Closed"/>.</summary>
    public const string Drawn = "drawn";
    public const string Revealed = "revealed";

    /// <summary>A part of it may be lost, and Api is asked whether it has the result; to everyone else it is <see cref="Closed"/>.</summary>
    public const string Doubtful = "doubtful";
    public const string Voided = "voided";

    public required QuestionId Id { get; init; }

    public required StageId Stage { get; init; }

    public required string State { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> Options { get; init; }

    public required int Answer { get; init; }

    public required int Winners { get; init; }

    public required ProductId? Prize { get; init; }

    public required string Seed { get; init; }

    public required string Commitment { get; init; }

    public required long ClosesAt { get; init; }

    public required long AcceptUntil { get; init; }

    public required IReadOnlyList<long> Counts { get; init; }

    public required IReadOnlyList<Winner> Drawing { get; init; }

    /// <summary>The root of the log in which it was opened.</summary>
    public required string Root { get; init; }

    /// <summary>The epoch in which it was opened; empty when an older version opened it.</summary>
    public required string Epoch { get; init; }

    /// <summary>True when its result came from the database after Redis had lost a part of it: its answers are not whole.</summary>
    public required bool Retold { get; init; }

    /// <summary>True once no more answers come in and it was not voided: the answers are whole, and may be drawn from.</summary>
    public bool IsClosed => State is Closed or Drawn or Revealed;

    /// <summary>The hash fields of a new question.</summary>
    public static HashEntry[] Fields(QuestionOpened opened, QuestionDraft draft, string seed) =>
    [
        new("state", Open), new("text", opened.Text), new("options", JsonSerializer.Serialize(opened.Options, ContractJson.Options)),
        new("n", opened.Options.Count), new("answer", draft.Answer), new("winners", draft.Winners), new("prize", draft.ProductId?.Value ?? ""),
        new("seed", seed), new("commitment", opened.Commitment), new("closesAt", opened.ClosesAt), new("acceptUntil", opened.AcceptUntil),
    ];

    public static Question? Read(QuestionId id, StageId stage, HashEntry[] hash)
    {
        if (hash.Length == 0)
            return null;

        var fields = hash.ToDictionary(entry => (string)entry.Name!, entry => entry.Value, StringComparer.Ordinal);
        var options = JsonSerializer.Deserialize<string[]>((string)fields["options"]!, ContractJson.Options)!;
        return new Question
        {
            Id = id,
            Stage = stage,
            State = fields["state"]!,
            Text = fields["text"]!,
            Options = options,
            Answer = (int)fields["answer"],
            Winners = (int)fields["winners"],
            Prize = ProductId.TryParse(fields["prize"], null, out var prize) ? prize : null,
            Seed = fields["seed"]!,
            Commitment = fields["commitment"]!,
            ClosesAt = (long)fields["closesAt"],
            AcceptUntil = (long)fields["acceptUntil"],
            Counts = [.. options.Select((_, i) => fields.TryGetValue($"c{i}", out var count) ? (long)count : 0)],
            Drawing = fields.TryGetValue("drawing", out var drawing) ? JsonSerializer.Deserialize<Winner[]>((string)drawing!, ContractJson.Options)! : [],
            Root = (string?)fields.GetValueOrDefault("root") ?? "",
            Epoch = (string?)fields.GetValueOrDefault("epoch") ?? "",
            Retold = fields.ContainsKey("retold"),
        };
    }

    /// <summary>What anyone may see.</summary>
    public QuestionView View()
    {
        var revealed = State == Revealed;
        return new QuestionView
        {
            Id = Id,
            Stage = Stage,
            State = State is Drawn or Doubtful ? Closed : State,
            Text = Text,
            Options = Options,
            ClosesAt = ClosesAt,
            AcceptUntil = AcceptUntil,
            Commitment = Commitment,
            Answers = Counts.Sum(),
            Answer = revealed ? Answer : null,
            Counts = revealed ? Counts : null,
            Winners = revealed ? Drawing : null,
            Seed = revealed ? Seed : null,
        };
    }

    public QuestionRevealed Reveal(IReadOnlyList<Winner> winners) =>
        new() { Id = Id, Stage = Stage, Answer = Answer, Counts = Counts, Winners = winners, Seed = Seed };
}
