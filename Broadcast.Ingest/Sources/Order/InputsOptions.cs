using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Sources.Order;

/// <summary>The inputs of the stages that are not fed by one encoder's push alone.</summary>
public sealed record InputsOptions
{
    public const string Section = "Ingest:Inputs";

    private static readonly IReadOnlyList<InputOptions> PushOnly = [new InputOptions { Kind = "push" }];

    /// <summary>Inputs by stage id, primary first.</summary>
    internal Dictionary<string, InputOptions[]> Stages { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The stage's inputs, primary first; push alone for a stage that is not configured.</summary>
    internal IReadOnlyList<InputOptions> Of(StageId stage) => Stages.TryGetValue(stage.Value, out var inputs) ? inputs : PushOnly;
}
