namespace Broadcast.Api.Demo.Hand;

/// <summary>How fast the hand works: within a minute of its first pin everybody has seen a pin, a question and its result.</summary>
internal static class HandPace
{
    /// <summary>From the first pin to its question: who has just started the demo should not wait.</summary>
    public static readonly TimeSpan FirstLead = TimeSpan.FromSeconds(8);

    /// <summary>From a pin to its question.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(20);

    /// <summary>For how long a result stays before the pin goes.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromSeconds(8);

    /// <summary>From one pin to the next on the stage that is on air.</summary>
    public static readonly TimeSpan OnAir = TimeSpan.FromSeconds(4);

    /// <summary>The same elsewhere.</summary>
    public static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(150);

    /// <summary>Between the first pins of two stages, so that not all of them ask at once.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(1.5);

    /// <summary>Between two looks at what is on air, and between two tries to reveal.</summary>
    public static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>After what has failed or was refused.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(15);

    /// <summary>How long after its time to answer a question may still be open; then it is left to close by itself. Longer than any picture's delay.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
}
