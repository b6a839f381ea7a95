using System.Text.RegularExpressions;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// Parents in a cell as schools write them: «Соснова Липа Вязовая (мать), 8 900 000-00-01», «мама – Соснова Липа», two of them in lines.
/// </summary>
/// <param name="Parents">In the order of the cell.</param>
/// <param name="Whole">Whether every name in the cell is a parent's for certain.</param>
internal sealed partial record ParentCell(IReadOnlyList<RowParent> Parents, bool Whole)
{
    private const int SharedBeginning = 3;
    private const string Word = @"\p{Lu}[\p{Ll}\p{M}'’ʼ`.]*( ?[-\u2010-\u2015\u2212] ?\p{Lu}[\p{Ll}\p{M}'’ʼ`.]*)*";

    // By the beginning of the word. Grandparents, aunts and brothers are no legal representatives without more.
    private static readonly (string Beginning, RepresentativeKind? Kind)[] Kinships =
    [
        ("усынов", RepresentativeKind.AdoptiveParent), ("удочер", RepresentativeKind.AdoptiveParent), ("опек", RepresentativeKind.Guardian),
        ("попечит", RepresentativeKind.Trustee), ("приемн", RepresentativeKind.Guardian), ("мат", RepresentativeKind.Parent),
        ("мам", RepresentativeKind.Parent), ("отец", RepresentativeKind.Parent), ("отц", RepresentativeKind.Parent),
        ("пап", RepresentativeKind.Parent), ("родител", RepresentativeKind.Parent), ("parent", RepresentativeKind.Parent),
        ("mother", RepresentativeKind.Parent), ("father", RepresentativeKind.Parent), ("guardian", RepresentativeKind.Guardian),
        ("баб", null), ("дед", null), ("тет", null), ("дяд", null), ("брат", null), ("сестр", null), ("отчим", null), ("мачех", null),
    ];

    // «законный представитель» says nothing about how the person is related.
    private static readonly string[] Silent = ["законный", "законного", "представитель", "представителя", "законн", "фио"];

    /// <summary>Reads a cell; without parents when it names nobody.</summary>
    public static ParentCell Read(string cell)
    {
        List<RowParent> parents = [];
        (string? Phone, string? Email, (RepresentativeKind? Kind, bool Said) Kinship) ahead = default;
        var whole = true;
        foreach (var part in cell.Split(['\n', ';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var contacts = ContactsCell.Read(part);
            var (name, kinship) = Name(contacts.Rest ?? "");
            // A second name may be a workplace: it counts if it has the same surname or says its kinship.
            if (name is not null && (parents.Count == 0 || kinship.Said || SharesSurname(name, parents[0].FullName)))
                parents.Add(new(name, kinship.Kind, kinship.Said, contacts.Phone, contacts.Email));
            else if (parents.Count > 0)
            {
                // The text behind a name belongs to it: «Соснова Липа, мать, 8 900 000-00-01».
                whole &= name is null;
                var last = parents[^1];
                parents[^1] = last with
                {
                    Kind = last.Said ? last.Kind : kinship.Kind, Said = last.Said || kinship.Said, Phone = last.Phone ?? contacts.Phone,
                    Email = last.Email ?? contacts.Email,
                };
            }
            else ahead = (ahead.Phone ?? contacts.Phone, ahead.Email ?? contacts.Email, kinship.Said ? kinship : ahead.Kinship);
        }

        // The text before the first name belongs to it: «мать: 8 900 000-00-01, Соснова Липа».
        if (parents is [var first, ..]) parents[0] = first with
        {
            Kind = first.Said ? first.Kind : ahead.Kinship.Kind, Said = first.Said || ahead.Kinship.Said,
            Phone = first.Phone ?? ahead.Phone, Email = first.Email ?? ahead.Email,
        };
        return new(parents, whole && parents.Count > 0);
    }

    /// <summary>How the words say that somebody is related to a pupil.</summary>
    /// <returns>Kind is null where the words name no legal representative; Said is false where they say nothing.</returns>
    public static (RepresentativeKind? Kind, bool Said) Kinship(string words)
    {
        foreach (var word in Headings.Normal(words).Split(' '))
        {
            foreach (var (beginning, kind) in Kinships)
                if (word.StartsWith(beginning, StringComparison.Ordinal)) return (kind, true);
        }

        return (null, false);
    }

    /// <summary>Whether words speak of a mother (true) or a father (false); null when they speak of neither, or of both.</summary>
    public static bool? IsMother(string words)
    {
        var each = Headings.Normal(words).Split(' ');
        var (mother, father) = (Has("мат", "мам"), Has("отец", "отц", "пап"));
        return mother == father ? null : mother;

        bool Has(params string[] beginnings) =>
            each.Any(w => beginnings.Any(b => w.StartsWith(b, StringComparison.Ordinal)) && KinshipWord().IsMatch(w));
    }

    private static (string? Name, (RepresentativeKind? Kind, bool Said) Kinship) Name(string text)
    {
        (RepresentativeKind? Kind, bool Said) kinship = (null, false);
        List<string> words = [];
        foreach (var word in Words().Split(text))
        {
            var normal = Headings.Normal(word);
            // A surname such as «Матюшина» begins like a kinship, but with a capital and among other names.
            if (normal.Length == 0 || Silent.Contains(normal)) continue;
            if (IsKinship(word, normal)) kinship = kinship.Said ? kinship : Kinship(word);
            else words.Add(word);
        }

        return (NameCell.Read(string.Join(' ', words)) is { Several: false, Class: null } name
            && (Capitalised().IsMatch(name.FullName) || !name.FullName.Any(char.IsLower)) ? name.FullName : null, kinship);
    }

    private static bool SharesSurname(string one, string other) =>
        NameCell.Compared(one).AsSpan().CommonPrefixLength(NameCell.Compared(other)) >= SharedBeginning;

    private static bool IsKinship(string word, string normal) => Kinship(normal).Said
        && (KinshipWord().IsMatch(normal) || !char.IsUpper(word.TrimStart('(', '[').FirstOrDefault()));

    [GeneratedRegex(@"[\s()\[\]:]+|(?<=\s|^)[-–—/]+(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(
        "^(мать|матери|мама|мамы|отец|отца|папа|папы|родитель|родителя|опекун|опекуна|попечитель|попечителя|усыновитель|усыновителя|"
        + "приемная|приемный|бабушка|дедушка|тетя|дядя|брат|сестра|отчим|мачеха|mother|father|parent|guardian)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex KinshipWord();

    // Words in small letters are no name, and neither are capitals beside other words: «ООО Ромашка».
    [GeneratedRegex($"^{Word}( [(]?({Word}|[а-я]{{2,5}})[)]?)+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Capitalised();
}
