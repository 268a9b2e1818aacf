using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Quiz;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>Draws as Api does, and keeps what it was given. <see cref="Kept.Held"/> lets outcomes wait.</summary>
internal sealed class Drawing(QuestionSettlement settlement, Drawing.Kept kept) : IOutcomeHandler
{
    public async Task HandleAsync(RoomOutcome outcome, CancellationToken cancellationToken)
    {
        if (kept.Failing > 0)
        {
            kept.Failing--;
            throw new InvalidOperationException("The database is away.");
        }

        await kept.Held.WaitAsync(cancellationToken);
        kept.Outcomes.Enqueue(outcome);
        if (outcome is not QuestionSettled settled)
            return;

        var winners = settled.Entrants
            .OrderBy(entrant => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settled.Seed}:{settled.Question}:{entrant.Viewer}"))), StringComparer.Ordinal)
            .Take(settled.Winners).ToList();
        await settlement.SettleAsync(settled.Question, winners);
    }

    internal sealed class Kept
    {
        public ConcurrentQueue<RoomOutcome> Outcomes { get; } = [];

        public Task Held { get; set; } = Task.CompletedTask;

        public int Failing { get; set; }
    }
}
