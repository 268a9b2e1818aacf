using Broadcast.Chat.Contracts;

namespace Broadcast.Ingest.Inputs;

/// <summary>The inputs of those stages that have others than one encoder's push.</summary>
public sealed record InputsOptions
{
    public const string Section = "Ingest:Inputs";

    private static readonly IReadOnlyList<InputOptions> PushOnly = [new InputOptions { Kind = "push" }];

    /// <summary>By stage, each in its order.</summary>
    internal Dictionary<string, InputOptions[]> Stages { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A stage that is not named has push alone.</summary>
    internal IReadOnlyList<InputOptions> Of(StageId stage) => Stages.TryGetValue(stage.Value, out var inputs) ? inputs : PushOnly;
}
