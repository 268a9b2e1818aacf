using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>Draws winners as Api does, and keeps the outcomes that it was given.</summary>
internal sealed class Drawing(IRoomQuestions questions, Drawing.Kept kept) : IOutcomeHandler
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
        await questions.SettleAsync(settled.Question, winners);
    }

    internal sealed class Kept
    {
        public ConcurrentQueue<RoomOutcome> Outcomes { get; } = [];

        /// <summary>Every outcome waits for this task.</summary>
        public Task Held { get; set; } = Task.CompletedTask;

        /// <summary>How many of the next calls fail.</summary>
        public int Failing { get; set; }
    }
}
