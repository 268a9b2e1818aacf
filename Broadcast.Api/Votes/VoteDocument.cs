using System.Text.Json;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Api.Votes;

/// <summary>What a vote is about: what its window keeps for it.</summary>
/// <param name="Title">1-200 characters.</param>
/// <param name="Options">2-50.</param>
/// <param name="Results">One of <see cref="VoteResults"/>.</param>
internal sealed record VoteDocument(string Title, IReadOnlyList<VoteOption> Options, string Results)
{
    public static VoteDocument Of(BookWindow window) => JsonSerializer.Deserialize<VoteDocument>(window.Document, ContractJson.Options)!;

    public string Write() => JsonSerializer.Serialize(this, ContractJson.Options);
}

/// <summary>When the counts of a vote are shown.</summary>
internal static class VoteResults
{
    public const string Live = "live";
    public const string After = "after";

    public static IReadOnlyList<string> All { get; } = [Live, After];
}
