using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Windows;
using StackExchange.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>A question as Redis holds it, the answer and the seed with it: not for anybody's eyes before the reveal.</summary>
internal sealed record Question
{
    public required QuestionId Id { get; init; }

    public required StageId Stage { get; init; }

    /// <summary>The hash field of <see cref="Answer"/>.</summary>
    public const string AnswerField = "answer";

    /// <summary>No option: nobody answers right.</summary>
    public const int Unmarked = -1;

    /// <summary>The hash field of <see cref="Strength"/>.</summary>
    public const string StrengthField = "strength";

    private const string CardName = "card";

    /// <summary>The window of its answers: an entry's value is the option, its detail an <see cref="AnswerDetail"/>.</summary>
    public required Window Window { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>The index of the right option; <see cref="Unmarked"/> until it is marked, and when it is lost.</summary>
    public required int Answer { get; init; }

    public required int Winners { get; init; }

    public required ProductId? Prize { get; init; }

    /// <summary>The card of the prize as it was when the question was scheduled; null for others.</summary>
    public required ProductCard? Card { get; init; }

    /// <summary>The least proof that winning takes; never none, so guests do not win.</summary>
    public required Proof Strength { get; init; }

    public required string Seed { get; init; }

    public required string Commitment { get; init; }

    /// <summary>In the order of the draw; empty before it.</summary>
    public required IReadOnlyList<Winner> Drawing { get; init; }

    /// <summary>The hash fields of a new question.</summary>
    public static HashEntry[] Fields(QuestionOpened opened, QuestionDraft draft, string seed) =>
    [
        new("text", opened.Text), new("options", JsonSerializer.Serialize(opened.Options, ContractJson.Options)), new(AnswerField, draft.Answer ?? Unmarked),
        new("winners", draft.Winners), new("prize", draft.ProductId?.Value ?? ""), new("seed", seed), new("commitment", opened.Commitment),
        new(StrengthField, opened.Strength), .. Lacking(draft),
    ];

    private static HashEntry[] Lacking(QuestionDraft draft) => draft.Answer is null ? [new(WindowStore.LacksField, "1")] : [];

    public static HashEntry CardField(ProductCard? prize) => new(CardName, prize is null ? "" : JsonSerializer.Serialize(prize, ContractJson.Options));

    public static Question Read(Window window)
    {
        var id = QuestionId.Parse(window.Ref.Id);
        return new Question
        {
            Id = id,
            Stage = StageId.Parse(window.Ref.Room.Value),
            Window = window,
            Text = window.Fields["text"]!,
            Options = JsonSerializer.Deserialize<string[]>((string)window.Fields["options"]!, ContractJson.Options)!,
            Answer = (int)window.Fields[AnswerField],
            Winners = (int)window.Fields["winners"],
            Prize = ProductId.TryParse(window.Fields["prize"], null, out var prize) ? prize : null,
            Card = (string?)window.Fields.GetValueOrDefault(CardName) is { Length: > 0 } card ? JsonSerializer.Deserialize<ProductCard>(card, ContractJson.Options) : null,
            Strength = ProofWords.Read(window.Fields.GetValueOrDefault(StrengthField)) ?? ProofWords.Usual,
            Seed = window.Fields["seed"]!,
            Commitment = window.Fields["commitment"]!,
            Drawing = window.Result is { } drawing ? JsonSerializer.Deserialize<Winner[]>(drawing, ContractJson.Options)! : [],
        };
    }

    /// <summary>
    /// What anyone may see. Before it opens, only those who may act for its stage see what it asks; they also see whether the right option is marked, and
    /// before the reveal nobody sees which.
    /// </summary>
    public QuestionView View(bool mayAct = false)
    {
        var shown = Window.HasOpened || mayAct;
        var revealed = Window.State == WindowState.Settled;
        return new QuestionView
        {
            Id = Id,
            Stage = Stage,
            State = Window.State switch
            {
                WindowState.Settled => QuestionStates.Revealed,
                WindowState.Voided when !Window.HasOpened => QuestionStates.Cancelled,
                // Nobody need know whether it waits for its winners, has them, or is doubtful.
                WindowState.Sealed or WindowState.Doubtful => QuestionStates.Closed,
                var state => state,
            },
            OpensAt = Window.State == WindowState.Scheduled ? Window.OpensAt : null,
            Text = shown ? Text : "",
            Options = shown ? Options : [],
            ClosesAt = Window.ClosesAt,
            AcceptUntil = Window.AcceptUntil,
            Commitment = Commitment,
            Strength = Strength.Word(),
            Answers = Window.Counts.Sum(),
            Marked = mayAct ? !Window.Lacks : null,
            Answer = revealed ? Answer : null,
            Counts = revealed ? Window.Counts : null,
            Winners = revealed ? Drawing : null,
            Seed = revealed ? Seed : null,
        };
    }

    public QuestionRevealed Reveal() => new() { Id = Id, Stage = Stage, Answer = Answer, Counts = Window.Counts, Winners = Drawing, Seed = Seed };
}
