namespace MentorshipFlow.Api.Commands;

/// <summary>One command of the program.</summary>
/// <param name="Usage">Its line in the list that unknown arguments are answered with.</param>
/// <param name="Options">Names that take a value, without hyphens.</param>
/// <param name="Flags">Names that take none.</param>
/// <param name="Files">How many words stand without a name: each is a file.</param>
/// <param name="Run">Does it; the answer is an <see cref="ExitCode"/>.</param>
internal sealed record Command(
    string Name, string Usage, IReadOnlyList<string> Options, IReadOnlyList<string> Flags, int Files, Func<Arguments, CancellationToken, Task<int>> Run);

/// <summary>What was written after the command's name.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> options = [];
    private readonly HashSet<string> flags = [];
    private readonly List<string> files = [];

    private Arguments()
    {
    }

    /// <summary>The value of an option, or null.</summary>
    public string? this[string option] => options.GetValueOrDefault(option);

    /// <summary>Whether a flag was given.</summary>
    public bool Has(string flag) => flags.Contains(flag);

    /// <summary>The only file.</summary>
    public string File => files[0];

    /// <summary>The arguments, or null when a word is not the command's, is repeated, or one is missing.</summary>
    public static Arguments? Read(Command command, IReadOnlyList<string> words)
    {
        var arguments = new Arguments();
        for (var i = 0; i < words.Count; i++)
        {
            if (!arguments.Take(command, words[i], i + 1 < words.Count ? words[i + 1] : null, out var tookValue)) return null;
            if (tookValue) i++;
        }

        return arguments.files.Count == command.Files ? arguments : null;
    }

    private bool Take(Command command, string word, string? next, out bool tookValue)
    {
        tookValue = false;
        if (!word.StartsWith("--", StringComparison.Ordinal))
        {
            files.Add(word);
            return true;
        }

        var name = word[2..];
        if (command.Flags.Contains(name)) return flags.Add(name);
        tookValue = next is not null;
        return next is not null && command.Options.Contains(name) && options.TryAdd(name, next);
    }
}
