namespace Broadcast.Chat.Spine.Redis;

/// <summary>
/// A Lua script and the names of its keys and arguments; made once, at the first use of the class that holds it. Every name is a local
/// variable of the script, so neither the text nor a call counts positions. Every script also has <c>now</c>: the caller's time in Unix
/// milliseconds, as a number. No script asks its server for the time. Run by <see cref="RedisLink.RunAsync"/>.
/// </summary>
internal sealed class RedisScript
{
    /// <summary>The caller's time is the first argument of every script.</summary>
    private const int Now = 1;

    /// <param name="name">The namespace and the file, for messages.</param>
    /// <param name="text">Lua that reads its keys and arguments by their names.</param>
    /// <param name="keys">As <see cref="ScriptNames"/> takes them. By convention they end in "Key", so that they differ from what they hold.</param>
    /// <param name="arguments">The same, for the arguments. All are strings in Lua.</param>
    /// <exception cref="InvalidOperationException">A name is no word, or is there twice.</exception>
    public RedisScript(string name, string text, string[] keys, string[] arguments)
    {
        Name = name;
        Keys = new ScriptNames(name, "key", "KEYS", keys, before: 0);
        Arguments = new ScriptNames(name, "argument", "ARGV", arguments, before: Now);
        if (Keys.Words.Intersect(Arguments.Words, StringComparer.Ordinal).FirstOrDefault() is { } both)
            throw new InvalidOperationException($"The script {name} has a key and an argument '{both}'.");

        Text = $"local now = tonumber(ARGV[{Now}])\n{Keys.Locals}{Arguments.Locals}{text}";
    }

    /// <summary>The namespace and the file, for messages.</summary>
    public string Name { get; }

    /// <summary>What Redis runs: the local variables, then the text.</summary>
    public string Text { get; }

    public ScriptNames Keys { get; }

    public ScriptNames Arguments { get; }

    /// <summary>The script <c>file</c>.lua in the folder of <typeparamref name="TBeside"/>.</summary>
    public static RedisScript Beside<TBeside>(string file, string[] keys, string[] arguments) =>
        new($"{typeof(TBeside).Namespace}.{file}", Lua.Beside<TBeside>(file), keys, arguments);
}
