namespace Broadcast.Api.Demo.Audience.Lines;

/// <summary>What viewers of one language say when something happens.</summary>
internal sealed record Phrases
{
    /// <summary>Stands for the name of a product in the lines of <see cref="OnPin"/>.</summary>
    public const string Product = "{product}";

    /// <summary>Stands for a winner's name in the lines of <see cref="OnResult"/>.</summary>
    public const string Winner = "{winner}";

    /// <summary>Stands for the name of a stage in the lines of <see cref="OnStage"/>.</summary>
    public const string Stage = "{stage}";

    /// <summary>On coming in.</summary>
    public required IReadOnlyList<string> Greetings { get; init; }

    /// <summary>When the relay cuts to a stage.</summary>
    public required IReadOnlyList<string> OnStage { get; init; }

    /// <summary>When a product is pinned.</summary>
    public required IReadOnlyList<string> OnPin { get; init; }

    /// <summary>When a question is asked.</summary>
    public required IReadOnlyList<string> OnQuestion { get; init; }

    /// <summary>When somebody else has won.</summary>
    public required IReadOnlyList<string> OnResult { get; init; }

    /// <summary>When they have won themselves.</summary>
    public required IReadOnlyList<string> OnWin { get; init; }

    public IEnumerable<string> All => [.. Greetings, .. OnStage, .. OnPin, .. OnQuestion, .. OnResult, .. OnWin];

    public static Phrases Of(Tongue tongue) => tongue == Tongue.Chinese ? ChinesePhrases.Lines : EnglishPhrases.Lines;
}
