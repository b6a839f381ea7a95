using System.Collections.Frozen;

namespace MentorshipFlow.Workflows.Access;

/// <summary>Which passwords are taken: at least 12 characters of any kind, and none that is tried first.</summary>
public static class PasswordRules
{
    /// <summary>The fewest characters.</summary>
    public const int Least = 12;

    /// <summary>The most characters.</summary>
    public const int Most = 200;

    private const int FewestDifferent = 5;

    private static readonly FrozenSet<string> Common = Read();

    private static readonly string[] Rows = ["1234567890", "0987654321", "qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ",
        "фывапролджэ",
        "ячсмитьбю", "abcdefghijklmnopqrstuvwxyz", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"];

    /// <summary>Why a password is not taken: <c>short</c>, <c>long</c>, <c>common</c> or <c>login</c>; null if it is.</summary>
    public static string? Fault(string password, string login)
    {
        var plain = password.ToLowerInvariant();
        if (password.EnumerateRunes().Count() < Least) return "short";
        if (password.Length > Most) return "long";
        var name = login.Trim().ToLowerInvariant().Split('@')[0];
        if (name.Length >= 4 && plain.Contains(name, StringComparison.Ordinal) && plain.Length - name.Length < Least / 2) return "login";
        var core = plain.Trim().TrimEnd("0123456789!.?*".ToCharArray());
        return Common.Contains(plain) || Common.Contains(core) || plain.Distinct().Count() < FewestDifferent || IsRows(plain) ? "common"
            : null;
    }

    // Rows of the keyboard and of the alphabet, one after the other.
    private static bool IsRows(string plain)
    {
        var at = 0;
        while (at < plain.Length)
        {
            var run = Rows.Max(row => Run(plain, at, row));
            if (run < 3) return false;
            at += run;
        }

        return true;
    }

    private static int Run(string text, int at, string row)
    {
        var start = row.IndexOf(text[at], StringComparison.Ordinal);
        var length = 0;
        while (start >= 0 && at + length < text.Length && start + length < row.Length && text[at + length] == row[start + length]) length++;
        return length;
    }

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("Access/common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
    }
}
