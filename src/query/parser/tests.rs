//! Queries as typed and the trees they give.
//!
//! A tree is written with its operator in front: `(& a b)` for `ET`, `(| a b)` for
//! `OU`, `(5 a b)` for `NEAR/5`, `!a`, `+a`, and `(a b)` for what stands side by side.

use super::*;
use crate::query::tree::Word;

pub(super) fn shape(node: &Node) -> String {
    let words =
        |words: &[Word]| words.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let list = |head: &str, nodes: &[Node]| {
        let members: Vec<_> = nodes.iter().map(shape).collect();
        format!("({head}{})", members.join(" "))
    };
    match node {
        Node::Word(word) => word.to_string(),
        Node::Phrase { words: found, slop: None, .. } => format!("\"{}\"", words(found)),
        Node::Phrase { words: found, slop: Some(slop), .. } => {
            format!("\"{}\"~{slop}", words(found))
        }
        Node::Near { left, right, distance, .. } => {
            format!("({distance} {} {})", shape(left), shape(right))
        }
        Node::All(nodes) => list("& ", nodes),
        Node::Any(nodes) => list("| ", nodes),
        Node::Sequence(nodes) => list("", nodes),
        Node::Not(node) => format!("!{}", shape(node)),
        Node::Must(node) => format!("+{}", shape(node)),
        Node::In { field, node, .. } => format!("{field}:{}", shape(node)),
        Node::Date { bound, value, .. } => format!("{bound}:<{value}>"),
    }
}

/// Checks the tree of each query, one a line: `typed => tree`.
#[track_caller]
fn check(cases: &str) {
    for case in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (text, expected) = case.split_once("=> ").expect("typed => tree");
        let node = parse(text.trim()).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let found = node.as_ref().map_or_else(|| "nothing".to_owned(), shape);
        assert_eq!(found, expected, "the tree of {text}");
    }
}

#[test]
fn every_row_of_the_language_is_read() {
    check(
        r#"
        réforme des retraites                    => (réforme des retraites)
        "le monde diplomatique"                  => "le monde diplomatique"
        « le monde »                             => "le monde"
        “le monde”                               => "le monde"
        =marche                                  => =marche
        ^Total                                   => "^total"
        "Le Monde"^                              => "^le ^monde"
        présid*                                  => présid*
        *crate                                   => *crate
        19*                                      => 19*
        5*                                       => 5
        a*                                       => a
        Tokaiev~                                 => tokaiev~1
        Zelenski~2                               => zelenski~2
        climat ET (sécheresse OU canicule) SAUF Espagne => (& climat ((| sécheresse canicule) !espagne))
        climat AND (drought OR heat) NOT Spain   => (& climat ((| drought heat) !spain))
        +mot -autre                              => (+mot !autre)
        état NEAR/5 urgence                      => (5 état urgence)
        état PRES/5 urgence                      => (5 état urgence)
        état PROCHE/5 urgence                    => (5 état urgence)
        "état urgence"~5                         => "état urgence"~5
        titre:macron                             => titre:macron
        source:afp auteur:dupont                 => (source:afp auteur:dupont)
        rubrique:sport tag:covid langue:fr       => (rubrique:sport tag:covid langue:fr)
        url:lemonde.fr                           => url:lemonde.fr
        title:a1 author:b1 section:c1 lang:d1    => (titre:a1 auteur:b1 rubrique:c1 langue:d1)
        date:2020                                => date:<2020>
        date:2020-03                             => date:<2020-03>
        date:2020-03-01..2020-03-15              => date:<2020-03-01..2020-03-15>
        depuis:30j since:6m                      => (depuis:<30j> depuis:<6m>)
        avant:"1er sept. 2019"                   => avant:<1er sept. 2019>
        date:« mars 2020 » before:2021           => (date:<mars 2020> avant:<2021>)
        après:2019 apres:hier after:15/03/2020   => (après:<2019> après:<hier> après:<15/03/2020>)
        Climat : la COP28 s'ouvre                => (climat la cop28 ouvre)
        l'avocat                                 => avocat
        C'est (presque) fini !                   => (est presque fini)
        "#,
    );
}

#[test]
fn the_corpus_queries_of_the_brief_are_read() {
    check(
        r#"
        "Emmanuel Macron" NEAR/10 retraites             => (10 "emmanuel macron" retraites)
        présid* SAUF France date:2019                   => (présid* !france date:<2019>)
        « gilets jaunes » ET (police OU gendarmerie) -Paris => (& "gilets jaunes" ((| police gendarmerie) !paris))
        titre:incendie rubrique:France depuis:2020-01-01 => (titre:incendie rubrique:france depuis:<2020-01-01>)
        "#,
    );
}

#[test]
fn operators_bind_as_they_should() {
    check(
        "
        a ET b OU c ET d             => (| (& a b) (& c d))
        a b ET c d OU e              => (| (& (a b) (c d)) e)
        a ET b ET c                  => (& a b c)
        (a OU b) ET c                => (& (| a b) c)
        a NEAR/2 b NEAR/3 c d        => ((3 (2 a b) c) d)
        a ET b NEAR/2 c              => (& a (2 b c))
        a NEAR/2 (b OU c)            => (2 a (| b c))
        SAUF a b                     => (!a b)
        a ET SAUF b                  => (& a !b)
        a ET NON b                   => (& a !b)
        a dit NON b                  => (a dit non b)
        a SAUF (b OU c)              => (a !(| b c))
        SAUF SAUF a                  => !!a
        SAUF -a                      => !!a
        ((a OU (b ET c)))            => (| a (& b c))
        (a b) c                      => (a b c)
        -(a b) +(c OU d) -titre:e    => (!(a b) +(| c d) !titre:e)
        () a ( )                     => a
        a b a                        => (a b a)
        a et b ou c sauf d           => (a et b ou c sauf d)
        a Et ET-OU ET, b             => (a et et ou et b)
        ",
    );
}

#[test]
fn hyphens_and_other_signs_inside_words_are_text() {
    check(
        r#"
        porte-avions                 => "porte avions"
        Covid-19                     => "covid 19"
        Saint-Étienne-du-Rouvray     => "saint étienne du rouvray"
        l'Île-d'Yeu                  => "île yeu"
        -porte-avions                => !"porte avions"
        -l'avocat                    => !avocat
        y a-t-il est-ce faut-il      => (y a il est ce faut il)
        Jean-Luc~ porte-av*          => ("jean luc~1" "porte av*")
        =porte-avions                => "=porte =avions"
        Paris - Nice                 => (paris nice)
        Paris -- Nice - + -          => (paris nice)
        1+1 a+ b- c++                => (1 1 a b c)
        Soldes : -20 % et +5,5 °C    => (soldes 20 et 5,5 c)
        Macron remonte (+4), -2020 % => (macron remonte 4 2020)
        Le pays -et ses voisins- vote => (le pays et ses voisins vote)
        a -t-il dit -oui et "non"-   => (a il dit oui et "non")
        -2020 -20h30 -5G             => (!2020 !20h30 !5g)
        police/gendarmerie           => (police gendarmerie)
        -police/gendarmerie          => !"police gendarmerie"
        (a)-b                        => (a b)
        étudiant(e)s                 => étudiants
        S.N.C.F. 25 000 1,5 20h30    => (sncf 25000 1,5 20h30)
        n°1                          => (n 1)
        aujourd'hui presqu’île       => (aujourd'hui presqu'île)
        l'"Obs" d’« Amiens »         => ("obs" "amiens")
        @le_monde =#le_monde         => (@le_monde =le =monde)
        "#,
    );
}

#[test]
fn what_looks_like_syntax_in_plain_text_is_text() {
    check(
        r#"
        un "seul guillemet           => (un seul guillemet)
        un « seul                    => (un seul)
        écran 12" ou 15"             => (écran 12 ou 15)
        (le monde                    => (le monde)
        le monde) -(a                => (le monde a)
        :-) (; ~ * = + -             => nothing
        Titre: suite                 => (titre suite)
        Date : demain                => (date demain)
        COP28:bilan                  => (cop28 bilan)
        http://www.lemonde.fr        => (http www.lemonde.fr)
        rendez-vous à 20:30          => ("rendez vous" à 20h30)
        l'auteur:dupont              => (auteur dupont)
        data://x Titre:…             => (data x titre)
        p* a*b **gras** *italique*   => (p a b gras italique)
        5* *5                        => (5 5)
        = marche a=b ==c             => (marche a b c)
        vers ~30 Paris~Nice 10~20 a~~ => (vers 30 paris nice 10 20 a)
        NEAR NEARBY                  => (near nearby)
        TOUT NEAR FIN                => (tout near fin)
        so near a W/5                => (so near a w 5)
        la finale sur W9 hier        => (la finale sur w9 hier)
        quand est parue la pre?mière oeuvre de ce monsieur => (quand est parue la pre mière oeuvre de ce monsieur)
        à bord d?une                 => (à bord d une)
        [EMBED url=""] oui           => (embed url oui)
        Quoi?Rien p**e               => (quoi rien p e)
        x.fr/a?b=c a?b=c&d http://x?y => (x.fr a b c a b c d http x y)
        Moët & Chandon, oui !        => (moët chandon oui)
        Enfin !Paris a=b L'='        => (enfin paris a b l)
        le titre : suite             => (le titre suite)
        journal : suite              => (journal suite)
        "a"~ "b"~x "!" «»            => ("a" "b" x)
        "#,
    );
}

#[test]
fn numbers_are_not_joined_to_the_syntax_before_them() {
    check(
        r#"
        a NEAR/5 100 b               => ((5 a 100) b)
        mot~2 300                    => (mot~2 300)
        "a b"~5 300                  => ("a b"~5 300)
        date:20 300                  => (date:<20> 300)
        "#,
    );
}

#[test]
fn a_field_takes_a_word_a_phrase_a_list_or_a_group() {
    check(
        r#"
        Titre:macron RUBRIQUE:x1     => (titre:macron rubrique:x1)
        titre:"Emmanuel Macron"~3    => titre:"emmanuel macron"~3
        titre:« gilets jaunes »      => titre:"gilets jaunes"
        source:(afp OU reuters)      => source:(| afp reuters)
        source:afp,reuters           => source:(| afp reuters)
        source:"le monde",afp,       => source:(| "le monde" afp)
        source:afp, reuters          => (source:afp reuters)
        titre:(a b SAUF c)           => titre:(a b !c)
        auteur:jean-dupont           => auteur:"jean dupont"
        auteur:l'équipe titre:=a1    => (auteur:équipe titre:=a1)
        titre:présid* titre:*crate   => (titre:présid* titre:*crate)
        titre:Tokaiev~ tag:1,5       => (titre:tokaiev~1 tag:1,5)
        url:lemonde.fr/a,b           => url:"lemonde.fr a b"
        (titre:macron) -titre:le-pen => (titre:macron !titre:"le pen")
        +titre:(a OU b)              => +titre:(| a b)
        date:2019,2021               => (| date:<2019> date:<2021>)
        date:..2020 depuis:"hier"    => (date:<..2020> depuis:<hier>)
        date:aujourd'hui -date:2020  => (date:<aujourd'hui> !date:<2020>)
        texte:a1 chapo:b1            => (texte:a1 chapo:b1)
        "#,
    );
}

#[test]
fn signs_count_inside_quotes_too() {
    check(
        r#"
        "=marche présid* Tokaiev~"   => "=marche présid* tokaiev~1"
        "a ET b OU (c -d +e)"        => "a et b ou c d e"
        « titre:a "b" »              => "titre a b"
        "#,
    );
}

#[test]
fn a_headline_in_capitals_is_text() {
    check(
        "
        LES VERTS ET LES ROUGES      => (les verts et les rouges)
        GILETS JAUNES OU POLICE      => (gilets jaunes ou police)
        ET MAINTENANT                => (et maintenant)
        OR NOIR                      => (or noir)
        LES VERTS (ET LES ROUGES)    => (les verts et les rouges)
        Hamon élu (OU PAS) (SAUF)    => (hamon élu ou pas sauf)
        ET                           => et
        ET maintenant ?              => (et maintenant)
        OR noir : le pétrole flambe  => (or noir le pétrole flambe)
        AND the winner is Macron     => (and the winner is macron)
        OU ET                        => (ou et)
        CGT ET FO                    => (& cgt fo)
        SNCF OU RATP                 => (| sncf ratp)
        CGT ET SAUF FO               => (& cgt !fo)
        CGT SAUF FO                  => (cgt !fo)
        CGT ET (FO OU CFDT)          => (& cgt (| fo cfdt))
        Les Verts ET les Rouges      => (& (les verts) (les rouges))
        LES VERTS ET titre:ROUGES    => (& (les verts) titre:rouges)
        ",
    );
}

#[test]
fn spans_say_where_a_clause_stands() {
    let text = "x « l'avocat =d'Amiens »~2 NEAR/3 b titre:a,b depuis:\"1 an\"";
    let Ok(Some(Node::Sequence(nodes))) = parse(text) else { panic!("a sequence") };
    let typed: Vec<_> = nodes.iter().map(|node| &text[node.span()]).collect();
    assert_eq!(typed, ["x", "« l'avocat =d'Amiens »~2 NEAR/3 b", "titre:a,b", "depuis:\"1 an\""]);
    let Node::Near { left, .. } = &nodes[1] else { panic!("a NEAR") };
    let Node::Phrase { words, .. } = &**left else { panic!("a phrase") };
    let typed: Vec<_> = words.iter().map(|word| &text[word.span.clone()]).collect();
    assert_eq!(typed, ["avocat", "Amiens"]);
}

#[test]
fn a_caret_asks_for_capitals_where_they_were_typed() {
    check(
        r#"
        ^total                       => "^total"
        "Le Monde diplomatique"^     => "^le ^monde diplomatique"
        "le monde"^                  => "^le ^monde"
        "le ^Monde"                  => "le ^monde"
        « Le Monde »^                 => "^le ^monde"
        "Le Monde"~2^                => "^le ^monde"~2
        ^Saint-Denis                 => "^saint ^denis"
        ^présid* ^Tokaiev~           => ("^présid*" "^tokaiev~1")
        -^Total titre:^Total         => (!"^total" titre:"^total")
        ^Lens OU ^Tours              => (| "^lens" "^tours")
        ^ ^^ a^b "a" ^b chat^ 10^9   => (a b "a" "^b" chat 10 9)
        cm^2 x^2 macron^2e           => (cm 2 x 2 macron 2e)
        "#,
    );
}
