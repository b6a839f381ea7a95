namespace MentorshipFlow.Workflows.Registers;

/// <summary>One column of a table as understood.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Heading">As in the file; two rows of headings are joined.</param>
/// <param name="Meaning">Null when unknown: the column is left out.</param>
/// <param name="Side">Whose column it is.</param>
/// <param name="Likeness">Per cent; 100 also for a meaning that the caller gave.</param>
/// <param name="Given">Whether the caller gave the meaning.</param>
public sealed record TableColumn(int Index, string Heading, ColumnKind? Meaning, Side Side, int Likeness, bool Given = false);

/// <summary>What a caller says about headings: meanings by normal heading; null for a column to leave out.</summary>
public sealed record ColumnMapping(IReadOnlyDictionary<string, (ColumnKind Kind, Side? Side)?> ByHeading)
{
    /// <summary>Nothing said.</summary>
    public static ColumnMapping None { get; } = new(new Dictionary<string, (ColumnKind, Side?)?>());

    /// <summary>
    /// Reads texts such as <c>Д.р.:birth-date</c>, <c>Стаж:mentor.experience</c> and <c>Рост:-</c>; null when one is none.
    /// </summary>
    public static ColumnMapping? Read(IEnumerable<string> said)
    {
        Dictionary<string, (ColumnKind, Side?)?> meanings = [];
        foreach (var text in said)
        {
            var at = text.LastIndexOf(':');
            if (at <= 0) return null;
            var (heading, meaning) = (Headings.Normal(text[..at]), text[(at + 1)..].Trim());
            if (meaning == "-")
            {
                meanings[heading] = null;
                continue;
            }

            Side? side = meaning.StartsWith("mentee.", StringComparison.Ordinal) ? Side.Mentee
                : meaning.StartsWith("mentor.", StringComparison.Ordinal) ? Side.Mentor : null;
            if (Headings.WithCode(side is null ? meaning : meaning[7..]) is not { } kind) return null;
            meanings[heading] = (kind, side);
        }

        return new(meanings);
    }
}

/// <summary>Finds what the columns of a header mean and whose they are.</summary>
internal static class TableColumns
{
    // In a table of pupils these are the pupil's, even after the mentor's name.
    private static readonly HashSet<ColumnKind> OfPupils =
    [
        ColumnKind.Grade, ColumnKind.ClassLetter, ColumnKind.BirthDate, ColumnKind.BirthYear, ColumnKind.Age, ColumnKind.Representative,
        ColumnKind.RepresentativeContacts, ColumnKind.RepresentativeEmail, ColumnKind.RepresentativePhone, ColumnKind.Kinship,
        ColumnKind.Consent, ColumnKind.ConsentDate, ColumnKind.Request, ColumnKind.RequestCategory,
    ];

    public static TableColumn[] Of(IReadOnlyList<string> headings, RegisterKind kind, ColumnMapping mapping)
    {
        var own = kind == RegisterKind.Mentors ? Side.Mentor : Side.Mentee;
        var columns = new TableColumn[headings.Count];
        Side? name = null;
        var ofParent = false;
        for (var i = 0; i < columns.Length; i++)
        {
            var heading = headings[i];
            var given = mapping.ByHeading.TryGetValue(Headings.Normal(heading), out var told);
            HeadingMeaning? found = given ? told is { } t ? new(t.Kind, t.Side, 100) : null : heading.Length == 0 ? null
                : Headings.Find(heading);
            if (found is not { } meaning)
            {
                columns[i] = new(i, heading, null, Side.Row, 0, given);
                continue;
            }

            var what = meaning.Kind;
            if (IsName(what))
            {
                // The first name without a word is the one whose register it is; a second one belongs to the other side.
                name = meaning.Side ?? (what is ColumnKind.FullName or ColumnKind.Surname || name is null ? own : name);
                ofParent = false;
            }
            else if (what == ColumnKind.Representative) ofParent = true;
            else if (ofParent && meaning.Side is null)
            {
                // «Телефон» after the parent's name is the parent's, if the pupil has one already.
                what = what switch
                {
                    ColumnKind.Phone when Has(columns, i, ColumnKind.Phone) => ColumnKind.RepresentativePhone,
                    ColumnKind.Email when Has(columns, i, ColumnKind.Email) => ColumnKind.RepresentativeEmail,
                    _ => what,
                };
            }

            columns[i] = new(i, heading, what, SideOf(what, meaning.Side, name, own), meaning.Likeness, given);
        }

        return columns;
    }

    /// <summary>Whether a column is part of a name.</summary>
    public static bool IsName(ColumnKind? kind) =>
        kind is ColumnKind.FullName or ColumnKind.Surname or ColumnKind.GivenName or ColumnKind.Patronymic;

    // Columns belong to the name before them.
    private static Side SideOf(ColumnKind what, Side? said, Side? name, Side own) =>
        IsName(what) ? name!.Value : said ?? (own == Side.Mentee && OfPupils.Contains(what) ? own : name ?? own);

    private static bool Has(TableColumn[] columns, int before, ColumnKind kind) =>
        Array.Exists(columns[..before], c => c.Meaning == kind);
}
