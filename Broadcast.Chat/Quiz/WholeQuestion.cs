namespace Broadcast.Chat.Quiz;

/// <summary>A question as one server held it at one moment. What was collected from its answers counts only if two of these agree around it.</summary>
/// <param name="Question">The question.</param>
/// <param name="Run">The run of the server that was asked.</param>
/// <param name="Root">The root of the stage's log; empty when the log has expired as a whole and nobody has begun a new one: the question and its
/// answers have lives of their own, and lost nothing.</param>
/// <param name="Renewed">The epoch in which the root was renewed last: what was opened in it came after the loss. Empty when it never was.</param>
internal sealed record WholeQuestion(Question Question, string Run, string Root, string Renewed)
{
    /// <summary>False when the log in which it was opened is gone, or is known to have lost events.</summary>
    public bool InItsLog => Root.Length == 0 || Root == Question.Root || (Renewed.Length > 0 && Renewed == Question.Epoch);

    /// <summary>True when nothing happened in between: the same server, the same log, the same answers, and closed both times.</summary>
    public bool Agrees(WholeQuestion? later) =>
        later is not null && later.Run == Run && later.Root == Root && later.Question.IsClosed && Question.IsClosed
        && later.Question.Root == Question.Root && later.Question.Counts.SequenceEqual(Question.Counts);
}
