using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MentorshipFlow.Domain.Tests.Tidy;

/// <summary>House rules that are checked by test.</summary>
public sealed partial class The_repository
{
    private const int LongestFile = 350;
    private const int LongestLine = 140;

    // This file contains the forbidden words themselves, so it is not searched for them.
    private const string Here = "tests/Domain.Tests/Tidy/The_repository.cs";

    [Fact]
    public void Has_references_only_inwards_and_none_from_Domain()
    {
        Assert.Empty(References("Domain"));
        Assert.Equal(["Domain"], References("Workflows"));
        Assert.Equal(["Workflows"], References("Api"));
        Assert.Empty(Packages("Domain"));
        Assert.All(
            typeof(DomainEvent).Assembly.GetReferencedAssemblies(),
            assembly => Assert.StartsWith("System.", assembly.Name!, StringComparison.Ordinal));
    }

    /// <summary>The package feed of the default build does not serve Elsa.</summary>
    [Fact]
    public void Keeps_Elsa_outside_the_solution()
    {
        string[] outside = ["src/Elsa", "src/Elsa.Host", "tests/Elsa.Tests"];
        Nowhere([("MentorshipFlow.sln", File.ReadAllText(Path.Combine(Repository.Root, "MentorshipFlow.sln")))], ElsaNamed());
        var projects = Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj")).ToList();
        Assert.Equal(outside, projects.Select(p => Path.GetDirectoryName(p.Path)!).Where(folder => ElsaNamed().IsMatch(folder)).Order());
        Nowhere(projects.Where(p => !outside.Contains(Path.GetDirectoryName(p.Path))), ElsaNamed());
        Nowhere(Repository.Files(".", "Directory.*.props"), ElsaNamed());
    }

    /// <summary>The default build does not compile src/Elsa, so it depends on as little as possible.</summary>
    [Fact]
    public void Uses_only_steps_positions_and_a_definition_in_src_Elsa()
    {
        var files = Repository.Sources.Where(f => f.Path.StartsWith("src/Elsa/", StringComparison.Ordinal)).ToList();
        Assert.Equal(["MentorshipFlow.Definitions", "MentorshipFlow.Programmes.Process"],
            files.SelectMany(f => UsingDeclared().Matches(f.Text).Select(m => m.Groups["name"].Value)).Distinct().Order());
        Nowhere(files, OurNamespaceNamed());
        var others = Repository.Sources.Where(f => f.Path.StartsWith("src/Domain/Definitions/", StringComparison.Ordinal))
            .SelectMany(f => TypeDeclared().Matches(f.Text).Select(m => m.Groups["name"].Value)).Where(n => n != "Definition").ToHashSet();
        Assert.Contains("StageDefinition", others);
        Assert.DoesNotContain(files.SelectMany(f => Word().Matches(f.Text).Select(m => m.Value)), others.Contains);
    }

    [Fact]
    public void Uses_Npgsql_only_in_Workflows()
    {
        Assert.DoesNotContain("Npgsql", Packages("Api"));
        Nowhere(Repository.Sources.Where(f => !f.Path.StartsWith("src/Workflows/", StringComparison.Ordinal)), NpgsqlNamed());
    }

    [Fact]
    public void Keeps_Domain_free_of_clock_randomness_threads_and_files()
    {
        Nowhere(Repository.Sources, ClockOrNewId());
        Nowhere(Repository.Sources.Where(f => f.Path.StartsWith("src/Domain/", StringComparison.Ordinal)), Outside());
    }

    [Fact]
    public void Keeps_lines_short() =>
        Assert.Empty(Repository.Sources.Concat(Repository.Tests).SelectMany(f => f.Text.Split('\n').Index()
            .Where(line => line.Item.Length > LongestLine).Select(line => $"{f.Path}:{line.Index + 1}")));

    [Fact]
    public void Keeps_files_short() =>
        Assert.All(Repository.Sources, f => Assert.True(f.Text.Count(c => c == '\n') <= LongestFile, f.Path));

    /// <summary>"MentorshipFlow." and the path below src, without the leading "Domain/"; for tests "MentorshipFlow."
    /// and the path below tests.</summary>
    [Fact]
    public void Gives_every_file_the_namespace_of_its_path() =>
        Assert.Empty(Repository.Sources.Concat(Repository.Tests).Where(f => NamespaceDeclared().Match(f.Text) is { Success: true } declared
            && declared.Groups["name"].Value != NamespaceOf(f.Path)).Select(f => f.Path));

    /// <summary>A folder uses another one when a file of it has a using of the other's namespace. A folder may use
    /// the folder that it lies in.</summary>
    [Theory]
    [InlineData("Domain"), InlineData("Workflows"), InlineData("Api")]
    public void Has_no_cycle_between_the_folders_of_a_project(string project) =>
        Assert.Empty(FolderCycles.Of(Repository.Sources.Where(f => f.Path.StartsWith($"src/{project}/", StringComparison.Ordinal))
            .Select(f => (NamespaceOf(f.Path), UsingDeclared().Matches(f.Text).Select(m => m.Groups["name"].Value)))));

    [Fact]
    public void Detects_a_cycle_between_folders() =>
        Assert.Equal(["A B C"], FolderCycles.Of([("A", ["B"]), ("B", ["C"]), ("C", ["A", "D"]), ("D", ["E", "D"]), ("E", [])]));

    [Fact]
    public void Has_no_empty_type_names() =>
        Assert.DoesNotContain(
            Repository.Sources.Concat(Repository.Tests).SelectMany(f => TypeDeclared().Matches(f.Text).Select(m => m.Groups["name"].Value)),
            name => EmptyName().IsMatch(name) || SingleInterface().IsMatch(name));

    [Fact]
    public void Has_a_comment_on_every_public_type() =>
        Assert.Empty(Repository.Sources.Where(f => !f.Path.StartsWith("src/Api/", StringComparison.Ordinal)).SelectMany(Undocumented));

    [Fact]
    public void Has_no_unfinished_code() =>
        Nowhere(Repository.Sources.Concat(Repository.Tests).Where(f => f.Path != Here), Unfinished());

    [Fact]
    public void Names_no_private_person() =>
        Nowhere(
            Repository.Sources.Concat(Repository.Tests).Where(f => f.Path != Here).Concat(Repository.Files("src", "*.json"))
                .Concat(Repository.Files("src", "*.sql"))
                .Concat(Repository.Files("ops", "*")).Concat(Repository.Files("docs", "*")).Concat(Repository.Files("tests", "*.txt")),
            PersonNamed());

    /// <summary>Rows M, L and F of the source documents, in comments, in the definition and in the documents.</summary>
    [Fact]
    public void Cites_only_rows_of_docs_sources()
    {
        var rows = RowGiven().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/sources.md"))).Select(m => m.Groups["row"].Value)
            .ToHashSet();
        var cited = Repository.Sources.Concat(Repository.Tests).Where(f => f.Path != Here)
            .SelectMany(f => CommentOf().Matches(f.Text).Select(m => (f.Path, Text: m.Value)))
            .Concat(Repository.Files("src/Workflows/Definitions", "*.json")).Concat(Repository.Files("docs", "*.md"))
            .Concat(Repository.Files("ops", "*.md"))
            .SelectMany(f => RowCited().Matches(f.Text).Select(m => (f.Path, Row: m.Value)));
        Assert.Equal([], cited.Where(c => !rows.Contains(c.Row)).Select(c => $"{c.Path}: {c.Row}"));
    }

    [Fact]
    public void Detects_a_citation() => Assert.Equal("L99", RowCited().Match("/// <summary>As the rule says (L99).</summary>").Value);

    [Fact]
    public void Gives_every_reason_a_separate_code()
    {
        var codes = Enum.GetValues<Reason>().Select(reason => new Refusal(reason).Code).ToList();
        Assert.All(codes, code => Assert.Matches(KebabCase(), code));
        Assert.Distinct(codes);
    }

    [Fact]
    public void Writes_codes_of_missing_things_in_kebab_case() =>
        Assert.All(
            Repository.Sources.SelectMany(f => MissingNamed().Matches(f.Text).Select(m => m.Groups["what"].Value)),
            what => Assert.Matches(KebabCase(), what));

    [Theory]
    [InlineData("var now = DateTime.UtcNow;"), InlineData("DateTimeOffset.Now.Year"), InlineData("Guid.NewGuid()")]
    public void Detects_a_clock(string forged) => Assert.Matches(ClockOrNewId(), forged);

    [Theory]
    [InlineData("Иванова Мария Петровна"), InlineData("Петров И. С."), InlineData("И.С. Петров")]
    public void Detects_a_persons_name(string forged) => Assert.Matches(PersonNamed(), forged);

    [Theory]
    [InlineData("StageManager"), InlineData("TextHelper"), InlineData("DocumentInfo"), InlineData("BaseRule")]
    public void Detects_an_empty_name(string forged) => Assert.Matches(EmptyName(), forged);

    [Fact]
    public void Detects_a_type_without_a_comment() =>
        Assert.Equal(["x.cs: Bare", "x.cs: Inner"],
            Undocumented(("x.cs",
                "public sealed record Bare(int N)\n{\n    [Serializable]\n    public enum Inner\n{ }\n}\n"
                + "/// <summary>Good.</summary>\npublic static class Good;\n")));

    private static void Nowhere(IEnumerable<(string Path, string Text)> files, Regex what) =>
        Assert.Empty(files.SelectMany(f => what.Matches(f.Text).Select(m => $"{f.Path}: {m.Value}")));

    private static string NamespaceOf(string path) =>
        "MentorshipFlow."
            + string.Join('.',
                Path.GetDirectoryName(path)!.Split('/')[(path.StartsWith("src/Domain/", StringComparison.Ordinal) ? 2 : 1)..]);

    private static IEnumerable<string> Undocumented((string Path, string Text) file)
    {
        var comment = false;
        foreach (var line in file.Text.Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith("///", StringComparison.Ordinal)) comment = true;
            else if (!line.StartsWith('['))
            {
                if (!comment && line.StartsWith("public ", StringComparison.Ordinal)
                    && TypeDeclared().Match(line) is { Success: true } type)
                    yield return $"{file.Path}: {type.Groups["name"].Value}";
                comment = false;
            }
        }
    }

    private static IEnumerable<string> References(string project) =>
        Included(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path));

    private static IEnumerable<string> Packages(string project) => Included(project, "PackageReference");

    private static IEnumerable<string> Included(string project, string element) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj")).Descendants(element)
            .Select(e => (string)e.Attribute("Include")!);

    [GeneratedRegex(@"(?m)^namespace (?<name>[\w.]+);")]
    private static partial Regex NamespaceDeclared();

    [GeneratedRegex(@"(?m)^using (static )?(\w+ = )?(?<name>MentorshipFlow[\w.]*);")]
    private static partial Regex UsingDeclared();

    [GeneratedRegex(@"\bElsa\b")]
    private static partial Regex ElsaNamed();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    // Beside usings and the namespace itself.
    [GeneratedRegex(@"(?m)^(?!using |namespace ).*\bMentorshipFlow\.\w+")]
    private static partial Regex OurNamespaceNamed();

    [GeneratedRegex(@"\bNpgsql")]
    private static partial Regex NpgsqlNamed();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bGuid\.NewGuid\b")]
    private static partial Regex ClockOrNewId();

    [GeneratedRegex(@"\busing System\.IO\b|\bTask<|\bTask\.|\basync |\bawait |\bnew Random\b|\bRandom\.Shared\b|"
        + @"\bTimeProvider\b|\bStopwatch\b|\bFile\.(Read|Write|Open)|\bGuid\.CreateVersion7\b|\bEnvironment\.|\bConsole\.")]
    private static partial Regex Outside();

    [GeneratedRegex(@"(?m)^\s*(?:public|internal|private|protected|file)\s+"
        + @"(?:(?:static|sealed|abstract|readonly|partial|ref|protected|internal)\s+)*"
        + @"(?:class|interface|enum|record struct|record class|record|struct)\s+(?<name>\w+)")]
    private static partial Regex TypeDeclared();

    // "Added to the base" and "long-term base" are facts of the field; a rule base is an empty name.
    [GeneratedRegex(@"(Manager|Helper|Util|Utils|Common|(?<!To|From|LongTerm)Base|Impl|Data|Info|Process)$|^(Base|Common|Abstract)[A-Z]")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"^I[A-Z][a-z]")]
    private static partial Regex SingleInterface();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|\bNotImplementedException\b|\bSkip\s*=|#pragma warning disable")]
    private static partial Regex Unfinished();

    // Surname with initials, initials with surname, or a name with a patronymic.
    [GeneratedRegex(@"[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.|\b[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]{2,}|"
        + @"[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+(вич|вна|ична|инична)\b")]
    private static partial Regex PersonNamed();

    [GeneratedRegex(@"(?m)^\| (?<row>[MLF][0-9]{1,3}) \|")]
    private static partial Regex RowGiven();

    [GeneratedRegex(@"\b[MLF][0-9]{1,3}\b")]
    private static partial Regex RowCited();

    [GeneratedRegex(@"//.*")]
    private static partial Regex CommentOf();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex(@"new (?:Missing|Refusal)\((?:Reason\.\w+, )?""(?<what>[^""{]*)""")]
    private static partial Regex MissingNamed();
}
