using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Privacy;

/// <summary>The statutory terms in use: those that ship with the program, or the file that <c>MF_PRIVACY_TERMS</c> names.</summary>
public static class ShippedTerms
{
    /// <summary>The variable that names another file of the same shape.</summary>
    public const string Variable = "MF_PRIVACY_TERMS";

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">The file is no document of terms.</exception>
    public static PrivacyTerms Read() =>
        PrivacyTerms.Parse(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? File.ReadAllText(file) : Shipped());

    private static string Shipped()
    {
        using var reader = new StreamReader(typeof(ShippedTerms).Assembly.GetManifestResourceStream("Privacy/privacy-terms.v1.json")!);
        return reader.ReadToEnd();
    }
}
