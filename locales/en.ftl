# English texts. A message's .fix attribute says what to do next.

## General

list-separator = {", "}
either-or = { $left }; or { $right }
and-more = { $list } and more
quoted = “{ $text }”
severity-error = error
severity-warning = warning
severity-info = info
severity-head = { $severity }:{" "}
help-options-word = [OPTIONS]
help-usage-commands = sealpack { $path } [OPTIONS] <COMMAND>
interrupted = Interrupted. Nothing was left half done.

## Quantities

quantity-none = { $n }
quantity-span = { $least }–{ $most }
quantity-images = { $n ->
    [one] { $n } picture
   *[other] { $n } pictures
}
quantity-files = { $n ->
    [one] { $n } file
   *[other] { $n } files
}
quantity-pixels = { $n } pixels
quantity-megapixels = { $n ->
    [one] { $n } megapixel
   *[other] { $n } megapixels
}
quantity-characters = { $n ->
    [one] { $n } character
   *[other] { $n } characters
}
quantity-words = { $n ->
    [one] { $n } word
   *[other] { $n } words
}
quantity-letters = { $n ->
    [one] { $n } character
   *[other] { $n } characters
}
quantity-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
quantity-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
quantity-columns = { $n ->
    [one] { $n } column
   *[other] { $n } columns
}
quantity-cells = { $n ->
    [one] { $n } cell
   *[other] { $n } cells
}
quantity-sheets = { $n ->
    [one] { $n } worksheet
   *[other] { $n } worksheets
}
quantity-properties = { $n ->
    [one] { $n } property
   *[other] { $n } properties
}
count-error = { $n ->
    [one] { $n } error
   *[other] { $n } errors
}
count-warning = { $n ->
    [one] { $n } warning
   *[other] { $n } warnings
}
count-info = { $n ->
    [one] { $n } note
   *[other] { $n } notes
}

## Names of facts

fact-indicator = material of the indicator
fact-path = path
fact-bytes = file size
fact-sha256 = SHA-256
fact-format = file format
fact-intact = file is intact
fact-damage = damage
fact-pages = pages
fact-pageSize = page size
fact-pageSize-width = page width
fact-pageSize-height = page height
fact-scanned = scanned
fact-date = date
fact-dateSource = source of the date
fact-nameDate = date in the name
fact-impossibleDates = dates that do not exist
fact-inPeriod = within the period
fact-aiLabel = AI label
fact-aiLabel-standard = standard
fact-aiLabel-label = label value
fact-aiLabel-producer = producer
fact-aiLabel-contentId = content number
fact-aiLabel-propagator = propagator
fact-aiLabel-propagationId = propagation number
fact-aiLabel-places = stands in
fact-caption = caption
fact-caption-date = caption's date
    .short = date
fact-caption-place = caption's place
    .short = place
fact-caption-people = caption's people
    .short = people
fact-caption-event = caption's event
    .short = event
fact-caption-media = name of the medium
    .short = name of the medium
fact-caption-url = link
    .short = link
fact-caption-personalData = caption's personal data
fact-caption-personalData-kind = kind
fact-caption-personalData-masked = number
fact-caption-source = source of the caption
fact-image = picture
fact-image-width = picture width
fact-image-height = picture height
fact-image-megapixels = picture size
fact-image-takenAt = time taken
fact-image-takenAtOffset = time zone of the camera
fact-image-camera = camera
fact-image-software = software
fact-image-gps = position
fact-image-gps-latitude = latitude
fact-image-gps-longitude = longitude
fact-image-trailingBytes = bytes after the picture
fact-image-sketch = sketch for comparing
fact-image-pdq = PDQ hash
fact-image-pdqQuality = PDQ quality
fact-image-aiLabel = AI label
fact-image-aiLabel-standard = standard
fact-image-aiLabel-label = label value
fact-image-aiLabel-producer = producer
fact-image-aiLabel-contentId = content number
fact-image-aiLabel-propagator = propagator
fact-image-aiLabel-propagationId = propagation number
fact-image-aiLabel-places = stands in
fact-image-provenance = marks of origin
fact-image-provenance-source = kind
fact-image-provenance-place = place
fact-image-provenance-says = says
fact-image-provenance-program = program
fact-image-provenance-value = as written
fact-text = text
fact-text-characters = length
fact-text-words = length in words
fact-text-pages = pages
fact-text-title = title
fact-text-aiLabel = AI label
fact-text-aiLabel-standard = standard
fact-text-aiLabel-label = label value
fact-text-aiLabel-producer = producer
fact-text-aiLabel-contentId = content number
fact-text-aiLabel-propagator = propagator
fact-text-aiLabel-propagationId = propagation number
fact-text-aiLabel-places = stands in
fact-text-content = content
fact-table = table
fact-table-rows = rows
fact-table-sheets = worksheets
fact-table-sheets-name = worksheet
fact-table-sheets-hidden = hidden
fact-table-sheets-rows = rows
fact-table-sheets-columns = columns
fact-table-sheets-header = header
fact-table-sheets-emptyCells = empty cells
fact-text-placeholders = template leftovers
fact-text-years = years spoken of
fact-text-personalData = personal data
fact-text-personalData-kind = kind
fact-text-personalData-masked = number
fact-unit = unit
fact-period = period
fact-folder = folder
fact-formatVersion = format version

value-true = yes
value-false = no
value-null = nothing
value-text = “{ $text }”
value-list = { $n ->
    [one] a list of { $n } item
   *[other] a list of { $n } items
}
value-object = a group of values
type-null = nothing
type-boolean = yes or no
type-integer = a whole number
type-number = a number
type-string = text
type-array = a list
type-object = a group of values

## The facts of a file

media-text = text
media-image = picture
media-table = table
media-any = anything
shown-place = { $code } { $title } · { $kind }
shown-kind = { $title } ({ $n })
shown-format = { $format } (read as { $read })
shown-format-not-read = { $format } (content is not read)
shown-format-unknown = not known
    .fix = Open it in the program that made it and save it in a common format.
shown-size = { $size } ({ $bytes } bytes)
shown-bytes = { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
}
shown-damage-at = { $damage } (noticed after byte { $at })
shown-date = { $date } ({ $source })
shown-millimetres = { $size } mm
shown-source-sheet = caption sheet
shown-source-name = file name
shown-says-generated = generated by AI
shown-says-partly-generated = generated by AI in part
shown-says-captured = taken by a camera
shown-says-edited = edited with a program
shown-says-other = says neither
shown-mark-c2pa = C2PA manifest (signature not verified)
shown-mark-iptc = IPTC digital source type
shown-mark-parameters = generator parameters
shown-mark-software = name of a program
shown-mark-photoshop = Photoshop resources
shown-mark-thumbnail = embedded thumbnail
shown-mark-changed = date of change
shown-yes = yes
shown-no = no
shown-none = none
shown-list = { $list } and more, { $n } in all
shown-part = { $name } { $value }
shown-more-items = and { $n } more
shown-rest = { $n ->
    [one] { $n } more character
   *[other] { $n } more characters
}

## Demands

demand-at-least = at least { $n }
demand-at-most = at most { $n }
demand-exactly = exactly { $n }
demand-between = { $least } to { $most }
demand-more-than = must be more than { $n }
demand-less-than = must be less than { $n }
demand-multiple-of = must be a multiple of { $n }
demand-pattern = must match { $pattern }
demand-pattern-too-hard = the profile's pattern is too complex to decide
demand-format = must be { $format }
format-date = a date (such as 2026-03-05)
format-date-time = a date and time (such as 2026-03-05T09:00:00+08:00)
format-time = a time (such as 09:00:00+08:00)
format-email = an e-mail address
format-uri = a web address
demand-enum = must be one of { $options }
demand-const = must be { $value }
demand-type = must be { $types }
demand-unique = must not repeat anything
demand-contains = needs at least { $n } with: { $demand }
demand-contains-at-most = may have at most { $n } with: { $demand }
demand-no-others = must not have { $names }
demand-no-more-items = has items too many
demand-absent = must not be there
demand-names = must not have anything named { $name }
demand-not = must not be so: { $demand }
demand-any-of = must meet one of: { $demand }
demand-one-of = must meet exactly one of: { $demand }
demand-only-one-of = meets several, but may meet only one of: { $demand }
demand-unspoken = the profile's condition (see schemaPointer)
demand-required = needs { $names }
demands = { $list }
requirement = { $subject }: { $demand }
have = ; it is { $value }
have-amount = , now { $value }

finding-schema = { $subject }: { $demand }{ $have }
finding-missing = Missing: { $names }
finding-missing-in = { $subject }: missing { $names }
finding-dependent-required = { $subject }: where there is { $given } there must be { $names }

fix-schema-add = Add the missing material to its folder.
fix-schema-remove = Keep the most telling ones and move the others out of the folder.
fix-schema-indicator = Compare with what the indicator demands, and add or change material.
fix-schema-caption = Complete this file's row in the caption sheet, or name the file in the expected form.
fix-schema-text = Revise this document and put it back.
fix-schema-image = Use the original picture; do not enlarge a small one.
fix-schema-bytes = Compress the file, for example with a lower picture quality, and see that it stays legible.
fix-schema-format = Save it in the demanded format with the program that made it.
fix-schema-picture-format = Open it with a picture viewer and save it in the demanded format.
fix-schema-unreadable = Replace it with a file that opens; hand in text instead of a scan.
fix-schema-contains = Add material that meets this, or say it in the caption.
fix-schema-file = Compare with what the indicator demands, and change or replace this file.

## Results of a check

check-head = { $unit } · { $from } to { $to } · { $profile }
check-whole = The submission as a whole
check-responsible = Responsible: { $units }
check-clean = No problems found
check-totals = { $indicators ->
    [one] { $indicators } indicator
   *[other] { $indicators } indicators
}, { $materials ->
    [one] { $materials } material
   *[other] { $materials } materials
}, { $size }
deadline-passed = the deadline has passed
deadline-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
} { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} to the deadline
deadline-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} to the deadline
deadline-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} to the deadline

watch-status = { $time } · { $news } · Watching { $path }; Ctrl-C ends
watch-first = Checked
watch-failed = Could not check
watch-same = Nothing new
watch-changes = { $new } new, { $fixed } fixed

finding-missing-indicator = No folder for indicator { $code } ({ $title })
    .fix = Make a folder whose name begins with { $code }, or run sealpack init to have it made.
finding-unknown-indicator = This folder stands for no indicator of { $profile }
    .fix = Rename it to “code-title”, or move it out of the submission.
finding-indicator-not-owed = This submission does not answer indicator { $code }
    .fix = Add { $code } to "indicators" in submission.json, or move the folder away.
finding-unknown-code = submission.json lists indicator { $code }, which { $profile } does not have
    .fix = Check the codes under "indicators" in submission.json.
finding-misplaced-top = This file lies at the top of the submission and belongs to no indicator
    .fix = Move it into the folder of its indicator, or delete it.
finding-misplaced-file = This file is in no folder of a kind of material
    .fix = Move it into one of: { $folders }.
finding-misplaced-folder = { $files ->
    [one] This folder is for no kind of material and has { $files } file
   *[other] This folder is for no kind of material and has { $files } files
}
    .fix = Rename it to one of these, or move its files there: { $folders }.
finding-second-folder = This indicator has the folder “{ $first }” already
    .fix = Put the material into one folder.
finding-junk-file = Left behind by a program or system; never packed
    .fix = Delete it. If its name begins with ~$, close the document first.
finding-name-not-unicode = The name is in an encoding that cannot be told, as old archivers leave it
    .fix = Rename the file.
finding-name-reserved = “{ $name }” is a reserved name on Windows and cannot be opened there
    .fix = Give it another name, for example with date and place.
finding-name-character = The name has the character { $character }, which Windows does not allow
    .fix = Remove the character.
finding-name-percent = The name has a %, with which some tools that verify archives do not find the file
    .fix = Remove the %.
finding-name-control = The name has the invisible control character { $code }
    .fix = Rename the file.
finding-name-invisible = The name has the hidden character { $code }: what is shown may not be what it is
    .fix = Rename the file.
finding-name-trailing = The name ends with a space or full stop, which Windows drops
    .fix = Remove the space or full stop at the end.
finding-name-too-long = The name has more than 255 characters and cannot be unpacked on Windows
    .fix = Shorten the name.
finding-path-too-long = The path has more than { $most } characters and may not unpack on Windows
    .fix = Shorten the names of folders or of the file.
finding-name-case = These names differ only in case or in how characters are written: on Windows and macOS one replaces the other
    .fix = Give them clearly different names.
finding-name-normalisation = These names look the same (only their encoding differs): one replaces the other
    .fix = Give them clearly different names.
finding-link = This is a link; it is not followed and not packed
    .fix = Copy the file that it points to here.
finding-special-file = This is a device or a pipe, no material
    .fix = Delete it.
finding-empty-file = The file is empty (0 bytes)
    .fix = Copy the original again.
finding-unreadable = Cannot be read: { $reason }
    .fix = Check permissions, close programs that hold the file, and check the disk.
finding-format-mismatch = The extension is .{ $extension }, but the content is { $format }
    .fix = Change the extension to .{ $suggestion }, or save it as .{ $extension } with the program that made it.
finding-format-unrecognised = The extension is .{ $extension }, but the content is not that, nor any format we know
    .fix = Get the file again from the device or person it came from.
finding-unsupported-word = { $format } is not supported
    .fix = Open it in Word or WPS and save it as DOCX, or export it as PDF.
finding-unsupported-slides = Slides in { $format } are not supported
    .fix = Open them in PowerPoint or WPS and export them as PDF.
finding-unsupported-sheet = A text is expected here, not a { $format } table
    .fix = Move it to the folder for tables, or open it in Excel or WPS and export it as PDF.
finding-unsupported-heic = { $format } is not supported (a phone's high-efficiency photo)
    .fix = Set the phone's camera to “Most Compatible”, or export the photo as JPEG.
finding-unsupported-archive = This is a { $format } archive, no material
    .fix = Unpack it and put its files into their folders.
finding-unsupported-here = { $format } files are not taken here, only { $supported }
    .fix = Move it to the folder of its kind, or convert it.
finding-unsupported-unknown = The format is not known; only { $supported } are taken here
    .fix = Save it in one of these formats with the program that made it.
finding-caption-no-header = The caption sheet has no column for the file name; none of it was used
    .fix = Write headers into the first row: file, date, place, people, event, media, url.
caption-row = Row { $row }
caption-row-of-sheet = Worksheet “{ $sheet }”, row { $row }
finding-caption-no-file = { $place }: there is no file “{ $file }” in this indicator
    .fix = Put the file into its folder, correct the name in this row, or delete the row.
finding-caption-near-file = { $place }: there is no file “{ $file }” in this indicator; there is “{ $near }”
    .fix = If that is the one, write its name into this row exactly as it is.
finding-caption-again = { $place }: “{ $file }” has a caption already ({ $first }), which is the one that counts
    .fix = Keep one row for each file.
finding-caption-again-elsewhere = { $place }: “{ $file }” has a caption already (“{ $sheet }”, { $first }), which is the one that counts
    .fix = Keep one row for each file, and one caption sheet if you can.
finding-caption-date = { $place }: the date of “{ $file }” cannot be read: “{ $written }”
    .fix = Write the whole day, such as 2026-03-05.
finding-before-period = The date { $date } ({ $source }) is before the period { $from } to { $to }
    .fix = Replace it with material from the period; if the date is wrong, verify it before you correct it.
finding-after-period = The date { $date } ({ $source }) is after the period { $from } to { $to }
    .fix = Replace it with material from the period; if the date is wrong, verify it before you correct it.
finding-date-conflict = The dates disagree: { $dates }
    .fix = Find out when it was taken. Correct the caption or the file name; where the camera's clock was wrong, leave the picture as it is and say so in the caption.
finding-date-conflict-future = The dates disagree: { $dates }; after today ({ $today }): { $future }
    .fix = Find out when it was taken. Correct the caption or the file name; where the camera's clock was wrong, leave the picture as it is and say so in the caption.
finding-date-future = The date is after today ({ $today }): { $future }
    .fix = Find out when it was taken; perhaps the year is mistyped. Where the camera's clock was wrong, leave the picture as it is and say so in the caption.
finding-date-impossible = The date { $date } ({ $source }) does not exist and was not used
    .fix = Find out the real date and write it into the caption or the file name.
finding-reused-image = This is a picture of { $place } again: { $changes } ({ $certainty } % sure)
    .fix = Look at the two pictures. If they are one, put in another photo: each may be used once.
finding-reused-text = Some { $share } % of the text also stands in a document of { $place } ({ $other } % of that one)
    .fix = Write what is the same anew, about this indicator.
finding-reused-text-elsewhere = Some { $share } % of the text also stands in a document of { $origin } ({ $place }; { $other } % of that one)
    .fix = Write what is the same anew, about this time.
finding-similar-image = Very like a picture of { $place } (some { $share } % is the same), perhaps of a burst
    .fix = See whether both were taken at the same moment; if so, keep one.
finding-reused-image-elsewhere = This is a picture of { $origin } again ({ $place }): { $changes } ({ $certainty } % sure)
    .fix = Look at the two pictures. If they are one, put in another photo, of this occasion.
finding-similar-image-elsewhere = Very like a picture of { $origin } ({ $place }; some { $share } % is the same)
    .fix = See whether both are of one occasion; if so, put in a photo of this one.
place-elsewhere = { $code }, { $units }
place-here = { $code } { $title } ({ $units })
change-mirrored = mirrored
change-turned = turned by { $degrees }° clockwise
change-rotated = rotated by about { $degrees }°
change-cropped = cropped by about { $percent } % of its area
change-framed = framed
change-brighter = brighter by about { $percent } %
change-darker = darker by about { $percent } %
change-contrast-more = about { $percent } % more contrast
change-contrast-less = about { $percent } % less contrast
change-covered = partly covered, as by a watermark
change-size = { $to } instead of { $from }
change-format = { $to } instead of { $from }
change-compression = recompressed
finding-outside-area = The picture was taken some { $kilometres } km outside the area of the submission (latitude { $latitude }, longitude { $longitude })
    .fix = Make sure that it was taken here. If it is the wrong picture, put in an original from here; if the area is drawn wrongly, change area in submission.json.
finding-no-date = The picture has no date: neither the camera nor a caption nor the file name gives one
    .fix = Write the date into the picture's row of the caption sheet, or name the file like “2026-03-05_place_event.{ $extension }”.
date-of-source = { $source } { $date }
date-source-exif = camera
date-source-caption = caption
date-source-name = file name
finding-duplicate-file = The same file was handed in { $copies } times, byte for byte
    .fix = Keep it in one place and use different material in the others.
finding-duplicate-file-elsewhere = The same file, byte for byte, is in { $origin } ({ $place })
    .fix = Put in material of this time: what was used before or by others does not count again.
finding-duplicate-submission = { $files } of { $all } files are also in { $origin }, most likely another state of this submission; they are not listed one by one
    .fix = If it is an earlier state of this submission, do not compare with it; if it is another one, put in material of this time.
finding-edited-image = The picture was edited with a program: { $list }
    .fix = Use the original from the camera or phone. Do not remove these marks: a picture whose origin nobody can tell is doubted sooner.
finding-ai-generated = There is evidence of generation by AI: { $list }
    .fix = Use a photograph that was really taken, or real material. The law forbids removing or hiding such labels.
finding-ai-suspected = It carries the label “suspected to be generated by AI”: { $list }
    .fix = Ask whoever provided it where it is from, and use the original from the phone or camera. The law forbids removing or hiding such labels.
evidence-and = { $left }; { $right }
evidence-label = AIGC label (GB 45438) in { $places }: { $details }
ai-label-is = is generated by AI
ai-label-may-be = may be generated by AI (declared by the uploader)
ai-label-suspected = suspected to be generated by AI (traces found by a platform)
ai-label-unknown = the label's value cannot be read
ai-label-producer = generated by { $value }
ai-label-content = content number { $value }
ai-label-propagator = spread by { $value }
ai-label-propagation = propagation number { $value }
evidence-no-program = not named
evidence-c2pa-generated = { $place } manifest says generated by AI ({ $value }), program { $program }, signature not verified
evidence-c2pa-in-part = { $place } manifest says generated by AI in part ({ $value }), program { $program }, signature not verified
evidence-c2pa-edited = { $place } manifest says edited ({ $value }), program { $program }, signature not verified
evidence-iptc-generated = { $place } says generated by AI ({ $value })
evidence-iptc-in-part = { $place } says generated by AI in part ({ $value })
evidence-iptc-edited = { $place } says edited ({ $value })
evidence-parameters = { $place } holds parameters of { $program }: “{ $value }”
evidence-generator = { $place } names the generator { $program } (“{ $value }”)
evidence-editor = { $place } names the editor { $program } (“{ $value }”)
evidence-photoshop = { $place } data that an editor left (program { $program })
evidence-thumbnail = { $place } shows another picture ({ $value })
evidence-changed = { $place }: changed on { $value }, { $days } days after it was taken
finding-placeholder-text = { $places ->
        [one] 1 template leftover
       *[other] { $places } template leftovers
    }: { $list }
    .fix = Search the document for the text in corner brackets and put in what is meant; delete instructions.
finding-year-outside-period = It speaks of years outside the period ({ $from } to { $to }), { $years }: { $list }
    .fix = Check these years and write about this period. Where an earlier year is meant, say that it is a comparison or history.
finding-personal-data = The text holds personal data: { $list }
    .fix = Delete these numbers in the document, or replace their middle with asterisks.
finding-personal-data-caption = The caption holds personal data: { $list }
    .fix = Delete these numbers in the caption sheet or the file name. A file name cannot be masked: rename the file.
personal-id-card = identity number { $number }{ $times ->
        [1] {""}
       *[other] {" "}({ $times } times)
    }
personal-mobile = mobile number { $number }{ $times ->
        [1] {""}
       *[other] {" "}({ $times } times)
    }
personal-bank-card = bank card { $number }{ $times ->
        [1] {""}
       *[other] {" "}({ $times } times)
    }

damage-ends-early = The file is incomplete: its end is missing
    .fix = Copy it again from the device it came from; if it came by chat, have it sent again as a file.
damage-data-corrupt = The content is corrupt: parts of it cannot be restored
    .fix = Copy it again from the device it came from; the USB stick may be failing.
damage-checksum = The content is corrupt: a checksum is wrong
    .fix = Copy it again from the device it came from; the USB stick may be failing.
damage-structure = The structure of the file is broken; it cannot be opened properly
    .fix = Copy it again from the device it came from, or open it in the program that made it and save it anew.
damage-encrypted = The file has a password; reviewers cannot open it
    .fix = Remove the password in the program that made it, and save it.
damage-too-many-pixels = The picture has, or claims, too many pixels to be read
    .fix = Use the original photo; shrink panoramas, large scans and long animations first.
damage-inflates-too-far = The file unpacks to a size that makes no sense; it was not read
    .fix = Open it in the program that made it and save it anew; if it does not open, replace it.
damage-too-large = The file is too large for its content to be read
    .fix = Make it smaller, for example with a lower scanning resolution.
damage-rare-coding = The picture is coded in a rare way that hardly any program shows, such as JPEG with 12 bits
    .fix = Open it in the program that made it and save it as an ordinary JPEG (8 bits) or PNG.
damage-reader-failed = The content is abnormal; reading it failed
    .fix = Open it in the program that made it and save it anew; if it does not open, replace it.

## Rules explained

rule-schema = What the indicator demands and the material does not meet
    .what = Each indicator has a JSON Schema: which material, how many, how long, how large, with which captions. Each thing that does not meet it is listed.
    .why = Reviewers never see the place, only the material: one piece short costs points.
    .remedy = Add or change what is listed. REQUIREMENTS.txt in each indicator's folder says all that is demanded.
rule-missing-indicator = An indicator that is owed has no folder
    .what = Each indicator listed in submission.json (all of the profile where it lists none) needs a folder whose name begins with its code.
    .why = Without a folder the indicator counts as not answered.
    .remedy = Run sealpack init to have the folder made, then put the material in.
rule-unknown-indicator = A folder that stands for no indicator
    .what = Folders at the top must begin with the code of an indicator that this submission answers.
    .why = Nobody reviews a folder with a wrong name: its material counts as not handed in.
    .remedy = Correct the folder's name, or move it out of the submission.
rule-misplaced-file = A file or folder in the wrong place
    .what = Material belongs into “indicator folder/folder of its kind”, caption sheets directly into the indicator's folder. Everything elsewhere is misplaced.
    .why = What is misplaced is neither checked nor reviewed.
    .remedy = Move it into the right folder, or out of the submission.
rule-junk-file = What systems and programs leave behind
    .what = Thumbs.db, .DS_Store, desktop.ini, names that begin with ~$, __MACOSX, *.tmp and the like.
    .why = They are no material and may tell about other people's computers; they are never packed.
    .remedy = Delete them. A name with ~$ means that the document is open: save and close it first.
rule-unsafe-name = Names that break on Windows or macOS
    .what = Reserved names (CON, AUX …), characters that are not allowed, spaces or full stops at the end, hidden characters, names too long or in no known encoding.
    .why = On the reviewers' computers unpacking fails, renames or loses the file.
    .remedy = Rename it.
rule-name-collision = Names that replace each other
    .what = Names in one folder that differ only in case, or look the same and are encoded differently.
    .why = Windows and macOS take them for one file: unpacking overwrites the first with the second.
    .remedy = Give them clearly different names.
rule-link = Links and special files
    .what = Symbolic links, devices, pipes. sealpack never follows a link.
    .why = What a link points to is not in the submission; on another computer it is gone.
    .remedy = Copy the file itself.
rule-empty-file = Empty files
    .what = Files of 0 bytes.
    .why = Mostly left by a copy that was interrupted; reviewers see nothing.
    .remedy = Copy the original again.
rule-unreadable = Files and folders that cannot be read
    .what = Files and folders that cannot be read for lack of permission, because a program holds them, or because the disk fails.
    .why = What cannot be read can be neither checked nor packed.
    .remedy = Check permissions, close the program that holds the file, or change the disk.
rule-format-mismatch = An extension that does not go with the content
    .what = The format is told by the content and compared with the extension.
    .why = Upload systems and reviewers' computers go by the extension and cannot open the file.
    .remedy = Correct the extension, or save the file in the right format.
rule-unsupported-format = Formats that are not supported
    .what = DOC, WPS, HEIC and other formats that upload systems mostly refuse and whose content sealpack does not read.
    .why = Reviewers probably cannot open them, and nothing in them can be checked.
    .remedy = Convert as told: documents to DOCX or PDF, pictures to JPEG or PNG, tables to XLSX.
rule-damaged = Damaged, incomplete or encrypted files
    .what = Pictures are decoded to their last row, every checksum in documents is verified; what is cut, corrupt or locked by a password is told. Most picture viewers hide such damage.
    .why = Reviewers would see half a picture or a document that does not open.
    .remedy = Copy it again from the device it came from; remove passwords.
rule-outside-period = Material from outside the period
    .what = The date comes from the camera, else the caption, else the file name, and is compared with the period of submission.json.
    .why = Material from outside the period is not accepted and may pass for a falsification.
    .remedy = Replace it with material from the period; where the camera's clock was wrong, verify it and say so in the caption.
rule-date-conflict = Dates of a picture that disagree or lie in the future
    .what = The dates of camera, caption and file name are more than a day apart, or after today. Names such as mmexport…, Screenshot_… and those of pictures from WeChat are given by programs when they save a file: to be later than the picture or the publication is honest there and no conflict. Dates that are written and do not exist (2026-02-30) are told as info and not used.
    .why = Where dates disagree, reviewers suspect that material was made afterwards or taken from elsewhere.
    .remedy = Find out the real date and correct the caption or the file name; where the camera's clock was wrong, say so in the caption. Never change the time inside the original picture.
rule-no-date = Pictures without a date
    .what = Pictures to which neither the camera nor a caption nor the file name gives a date. Pictures that came by chat have mostly lost what the camera wrote.
    .why = Without a date nobody can tell that the material is from the period.
    .remedy = Write the date into the caption sheet, or name the file “date_place_event”; get the original from the phone where you can.
rule-reused-image = The same picture used again
    .what = A picture that was used again, in the submission or in the past archives and other submissions that it is compared with (--against): recompressed, resized, cropped, with a frame or a watermark, brighter, mirrored or turned. Perceptual hashes (PDQ) tell what comes into question; then the two are laid onto each other and compared block by block. A profile can change how near hashes must be with distance (47 bits unless it does), and keep the rule to some kinds with kinds.
    .why = A photo proves one thing once. One that is found twice counts as falsified.
    .remedy = Look at the two pictures that are named, and replace the one that is used again by another photo.
rule-similar-image = Pictures that are very like
    .what = Pictures of one place, taken moments apart, as in a burst; looked for where reused-image looks. They are not the same; somebody should have a look.
    .why = To a reviewer, pictures that are nearly the same look like padding.
    .remedy = Keep one of a burst, and put in photos that show more.
rule-reused-text = A report copied from another one
    .what = More than half of a text stands in another document: of the submission, or of the past archives and other submissions that it is compared with (--against). Copies are known though figures, dates or some sentences were changed. Phrases that most documents have do not count, very short texts are not compared, and the same file twice is a duplicate-file. A profile can change how much must be the same with share (percent), and keep the rule to some kinds of material with kinds; where that is absent, it looks at the kinds whose media is text or any.
    .why = Copied reports lose points, and let reviewers doubt that the work was done.
    .remedy = Look at the two documents and write what is the same anew.
rule-outside-area = Pictures taken outside the area
    .what = Pictures whose position (GPS) lies more than a kilometre outside area in submission.json. Without an area, or where a picture has no position, nothing is checked. A profile can change the distance with tolerance, in metres.
    .why = A picture taken elsewhere proves no work done here, and one that is found makes the whole indicator doubtful.
    .remedy = Put in originals from here. Borders drawn on maps can be off by some hundred metres: if the place is right, adjust the area.
rule-caption-problem = Rows of a caption sheet that do not fit
    .what = Rows that name a file that is not there, several rows for one file, dates that cannot be read, and sheets without a column for the file name. All worksheets are read.
    .why = A caption that finds no file is lost, and the picture stands there without one.
    .remedy = Correct the row that the finding names. Names are written as the files have them; the extension may be left out.
rule-duplicate-file = The same file handed in more than once
    .what = Files with the same bytes, whatever their names and places: in the submission, and in the past archives and other submissions that it is compared with (--against). Where more than half of all files are the same, that is told once: most likely both are one submission. A profile can keep the rule to some kinds of material with kinds, leaving out, say, regulations that are handed in every year.
    .why = One photo that proves two things may be refused in both places.
    .remedy = Keep it in one place and use different material in the others.
rule-edited-image = Pictures that were edited with a program
    .what = The picture names a program for editing (EXIF, XMP and its history, texts of PNG, Photoshop's resources, C2PA manifests), such as Photoshop, Meitu, Xingtu, CapCut, Snapseed, or the thumbnail inside shows another picture. Firmware of cameras and phones, turning without loss, recompression by WeChat and QQ, scanners and viewers do not count. A date of change only supports other evidence.
    .why = On-site photos must show what was there. Retouched and composed pictures may not be accepted, or be taken for falsified.
    .remedy = Use the original from the camera or phone, also where it was only cropped or brightened. Where a kind of material may be edited, let the profile name the kinds that this rule looks at (kinds).
rule-ai-generated = Pictures and documents generated by AI
    .what = The implicit label AIGC of GB 45438-2025 (in XMP, EXIF, JPEG comments, texts of PNG, properties of DOCX, XLSX, PDF and OFD, the head of plain texts), C2PA manifests, IPTC's digital source type, parameters that generators write. Label 1 means is, 2 may be, 3 suspected to be generated; 3 alone is a warning at most. Signatures of C2PA are not verified; a generated picture without any mark is not found.
    .why = A generated picture passed off as a photo of the place has serious consequences once found. The law forbids removing, changing or hiding the labels.
    .remedy = Use photographs that were really taken, and real material. sealpack never removes anything from a picture.
rule-placeholder-text = Leftovers of a template
    .what = What a template left in a report: “X” for the day of a date, “XX” for a name or an amount, blanks to fill in, document numbers without a year, “fill in here”, instructions in brackets, TODO. X-rays, 3×4 m, withheld names and lines for signatures are none.
    .why = Reviewers see at once that a template was not filled in, and trust the whole report less.
    .remedy = Search the document for the text that is shown, and put in what is meant. A profile can name the kinds to look at: {"{"} "placeholder-text": {"{"} "kinds": ["reports"] {"}"} {"}"}.
rule-year-outside-period = A report speaks of years outside the period
    .what = Years that a report speaks of as its own, compared with the years of the period in submission.json. Not counted are years since when something holds, document numbers, titles, standards, plans, aims, comparisons, history and honours. The date of signature may be a year later.
    .why = Last year's report, handed in again with some years changed, does not count for this period.
    .remedy = Check each year. A profile can name the kinds to look at with "kinds": issued documents often quote earlier years.
rule-personal-data = Personal data
    .what = Identity numbers of 18 digits (check digit and date of birth valid), mobile numbers and bank cards (check digit valid) in texts, tables of text and captions. Every output shows them masked.
    .why = Material passes through many hands and is kept for years; whoever leaks personal data answers for it.
    .remedy = Delete the numbers, or replace their middle with asterisks. A number in a file name cannot be masked: rename the file.

rule-zip-no-end = The end of the archive is missing
    .what = A ZIP ends with an end record that says where its list of contents is. It is not there.
    .why = The file was cut off; what is missing nobody knows.
    .remedy = Have it sent again.
rule-zip-after-end = Data after the end of the archive
    .what = After the end record there are bytes that belong to nothing.
    .why = A whole second archive could be hidden there, which other programs would open instead.
    .remedy = Ask its maker for the original.
rule-zip-several-ends = More than one end
    .what = Several end records could each be the end of this file.
    .why = Each leads to another list of contents: two programs see two different archives.
    .remedy = Do not use it; ask its maker for the original.
rule-zip-hidden-record = A record hidden in a comment or additional field
    .what = A comment or an additional field holds the signature of a ZIP record.
    .why = Programs that search for signatures would find a hidden list of contents or file there.
    .remedy = Do not use it; ask its maker for the original.
rule-zip-split = One part of a split archive
    .what = The records speak of several disks.
    .why = Parts that are not here may hold other content.
    .remedy = Ask for a single file.
rule-zip-zip64 = Contradictory ZIP64 records
    .what = The records for large archives contradict the ordinary ones, or each other.
    .why = Programs that know ZIP64 and programs that do not would see different contents.
    .remedy = Ask its maker for the original.
rule-zip-directory-place = The list of contents is not where it must be
    .what = The central directory must end where the end records begin, and be as long as they say.
    .why = Some programs believe the stated place, others the place before the end: they read different lists. Data in front of the archive shifts it, too.
    .remedy = Ask its maker for the original.
rule-zip-directory-count = The list of contents has another length
    .what = The central directory holds more or fewer entries than the end record says.
    .why = Some programs count, others read to the end: files can be hidden from one of them.
    .remedy = Ask its maker for the original.
rule-zip-too-large = The list of contents is too large
    .what = More than 300,000 entries, or a central directory of more than 64 MB.
    .why = Reading it would take the memory of a small machine; no submission has so many files.
    .remedy = Ask its maker to split it.
rule-zip-central-header = A damaged entry in the list of contents
    .what = A header of the central directory cannot be read.
    .why = From there on every program guesses.
    .remedy = Have it sent again.
rule-zip-local-header = A damaged beginning of an entry
    .what = Where the list of contents says that an entry begins there is no header, or no whole one.
    .why = Programs that read from the front and those that read the list would find different files.
    .remedy = Have it sent again.
rule-zip-other-name = Two names for one entry
    .what = The name in front of the content is not the one in the list.
    .why = Programs unpack it under one name or the other: a file can pass a check under one and be used under the other.
    .remedy = Do not use it; ask its maker for the original.
rule-zip-other-fields = Two descriptions of one entry
    .what = Flags, method, times, sizes or checksum in front of the content are not those in the list.
    .why = Programs that believe one or the other would unpack different content.
    .remedy = Ask its maker for the original.
rule-zip-gap = Data between the entries
    .what = Between two entries, or before the list of contents, are bytes that belong to none.
    .why = A file can be hidden there: programs that read from the front find it, others do not.
    .remedy = Ask its maker for the original.
rule-zip-overlap = Entries that overlap
    .what = Two entries share bytes of the archive.
    .why = So a small archive can unpack to any size, and one file can be hidden in another.
    .remedy = Do not use it; ask its maker for the original.
rule-zip-descriptor = A contradictory data descriptor
    .what = The record after the content, with its sizes and checksum, is missing or contradicts the list.
    .why = Programs that read from the front believe it, the others the list.
    .remedy = Ask its maker for the original.
rule-zip-false-end = Content that looks like its own end
    .what = The entry is stored without its length in front, and its content holds what looks like a ZIP record.
    .why = Programs that read from the front would stop there, and take the rest for other files.
    .remedy = Ask its maker to pack it again, or to compress this file.
rule-zip-name-encoding = A name that is not Unicode
    .what = The name is no UTF-8: an old program wrote it in the code page of its machine, such as GBK.
    .why = Each machine would read another name, and two names can become one.
    .remedy = Ask its maker to pack it again with sealpack or a newer program.
rule-zip-unsafe-name = A name that does not lead into the folder
    .what = Names must be relative and lead down, without backslashes, drive letters, control characters, or what Windows forbids in names.
    .why = Programs change such names in different ways; some would write outside the folder or over another file.
    .remedy = Do not unpack it; ask its maker to rename the entry.
rule-zip-same-name = Two entries with the same name
    .what = Two names are the same, perhaps but for case or the way accents are written.
    .why = One overwrites the other, and which one stays depends on the program and the system.
    .remedy = Ask its maker to rename one.
rule-zip-file-and-folder = A name that is a file and a folder
    .what = One entry is a file, another lies below it as if it were a folder.
    .why = Which one stays depends on the program.
    .remedy = Ask its maker to rename it.
rule-zip-special-file = A link or special file
    .what = The entry is a link, a device, or marked as a folder without being one.
    .why = Unpacked, a link leads anywhere, and later entries could be written through it.
    .remedy = Ask its maker to put the real file in.
rule-zip-encrypted = A password
    .what = The entry is encrypted, or marked as encrypted.
    .why = Nobody without the password can check it; and some programs ignore the mark.
    .remedy = Ask its maker to pack it without a password.
rule-zip-flags = Unknown options
    .what = General purpose flags are set that change how the entry is read.
    .why = Programs that do not know them read other content.
    .remedy = Ask its maker to pack it again.
rule-zip-method = Another compression method
    .what = Only stored and deflated entries are read.
    .why = Not every program reads other methods; the archive could not be opened everywhere.
    .remedy = Ask its maker to use Deflate.
rule-zip-extra-field = Contradictory additional fields
    .what = The additional fields of an entry do not add up, or give it another name or size.
    .why = Programs that read these fields and programs that do not would unpack different files.
    .remedy = Ask its maker for the original.
rule-zip-folder-content = A folder with content
    .what = An entry whose name ends like a folder's has content.
    .why = Some programs would write it as a file, others drop it.
    .remedy = Do not use it; ask its maker for the original.
rule-zip-impossible-size = An impossible size
    .what = The stated sizes cannot come about with the method.
    .why = So small archives that unpack to terabytes are made.
    .remedy = Do not unpack it; ask its maker for the original.
rule-zip-damaged-data = Damaged content
    .what = The compressed data contradict themselves, or end before or after the stated size.
    .why = The content is lost or was changed; behind its end something could be hidden.
    .remedy = Have it sent again.
rule-zip-checksum = A wrong checksum
    .what = The content does not have the CRC-32 that the archive states.
    .why = The content was changed or damaged on its way.
    .remedy = Have it sent again.
rule-larger-than-allowed = Larger than allowed when unpacked
    .what = The files of the archive have more bytes altogether than --max-size allows. None of them was read.
    .why = A small archive can unpack to huge files, which fill the disk and keep the machine busy.
    .remedy = Once you know that this size is right, run again with a larger --max-size.
rule-altered-archive = Not as sealpack wrote it
    .what = The archive says that sealpack made it, but it is not byte for byte as sealpack writes.
    .why = It was changed or packed again after sealing, so it is no longer what was sealed.
    .remedy = Ask for the original archive.
rule-bag-link = A link or special file in the bag's folder
    .what = Links and devices in a bag's folder are not read.
    .why = What a link leads to may change, and lies elsewhere.
    .remedy = Put the real file in its place.
rule-bag-name-encoding = A name in the bag's folder that is not Unicode
    .what = The name cannot be compared with the manifests.
    .why = Nothing proves this file.
    .remedy = Rename it, or ask for the original.
rule-not-canonical = The archive is not in the canonical form
    .what = The archive is whole and readable, but not as sealpack writes it: made by another program, say, with a comment or extra times.
    .why = Its content is right; but it cannot be said to be byte for byte what was sealed.
    .remedy = Where one form is wanted, seal it with sealpack. --strict refuses it.
rule-not-a-bag = There is no bag in it
    .what = After BagIt (RFC 8493) an archive holds one folder with bagit.txt and manifests.
    .why = Without manifests nothing can be verified.
    .remedy = Check that it is the right file; sealpack pack makes archives.
rule-bag-declaration = bagit.txt is not as it must be
    .what = bagit.txt names the BagIt version and the encoding, in a fixed form.
    .why = Without it the manifests cannot be read rightly.
    .remedy = Ask whoever made it for another.
rule-bag-version = The bag is of an old version of BagIt
    .what = Bags of BagIt 0.93 to 0.96 are read by the rules of 0.97.
    .why = Those drafts are older than the standard (RFC 8493) and leave more open.
    .remedy = Where you may choose, have it packed again as BagIt 1.0.
rule-bag-info = bag-info.txt is not as it must be
    .what = Each line of bag-info.txt is “label: value”.
    .why = What is said about the archive may be incomplete.
    .remedy = Ask whoever made it.
rule-bag-manifest = A manifest is wrong
    .what = Each line of a manifest is a digest and a path; paths lie inside the bag, none twice, none left out.
    .why = A result cannot be better than the manifest it rests on.
    .remedy = Ask whoever made it for another. Warnings are of harmless forms that older bags may have: names marked as md5sum does, or names that differ in case only.
rule-missing-file = A file that is listed is not there
    .what = Each file that a manifest lists must be in the archive.
    .why = The material is incomplete.
    .remedy = Ask for the whole archive.
rule-extra-file = A file that is there is not listed
    .what = Each file in the archive must be in a manifest.
    .why = What is not listed was added after sealing, and nobody answers for it.
    .remedy = Ask whoever made it.
rule-digest-mismatch = The content is not what the manifest says
    .what = Every file is hashed again with each algorithm that has a manifest, and compared.
    .why = The content was changed after sealing or damaged on its way.
    .remedy = Ask for the original archive.
rule-payload-oxum = The amount of material is not what was stated
    .what = Payload-Oxum in bag-info.txt states the bytes and files of the material.
    .why = Material was added or removed.
    .remedy = Ask for the whole archive.
rule-incomplete-bag = A file is given only as an address
    .what = Files listed in fetch.txt are not in the archive but to be downloaded.
    .why = sealpack never downloads; what is missing cannot be verified.
    .remedy = Ask whoever made it to put the files in.
rule-bag-fetch = fetch.txt is not as it must be
    .what = Each line of fetch.txt is an address, a length and a path below data/. Where all its files are there, it is only mentioned.
    .why = A program that downloads what fetch.txt says could be led to write outside the bag. sealpack never downloads.
    .remedy = Ask whoever made it.
rule-weak-digest = Protected by a weak digest only
    .what = The manifests are MD5 or SHA-1 only.
    .why = They show damage, but not a change on purpose: somebody can make another file with the same digest.
    .remedy = Where that matters, ask for a bag with SHA-256 or SHA-512.
rule-unsupported-digest = The digest algorithm is not supported
    .what = MD5, SHA-1 and all of SHA-2 (such as SHA-256) are verified.
    .why = Manifests of other algorithms were not verified.
    .remedy = Ask whoever made it to use SHA-256 or SHA-512.
rule-seal-missing = There is no seal
    .what = --signers was given, but beside the archive there is no signature (its name with .sig added), or it is an unpacked folder.
    .why = Without a seal nobody knows who made the archive.
    .remedy = Ask its maker for the signature and put it beside the archive, or name it with --seal.
rule-seal-malformed = The seal is damaged
    .what = The file is no signature in OpenSSH's format, or it was cut or changed.
    .why = Such a file proves nothing.
    .remedy = Ask the archive's maker for the signature again. Check a signature of another program, such as GPG, with that program, and give it another name.
rule-seal-unsupported = The seal was made with a key that is not supported
    .what = A certificate, a key that is too weak (DSA, RSA below 2048 bits, SHA-1), or a kind that is not known. Without --signers it is a warning.
    .why = It cannot be checked, or could be forged.
    .remedy = Ask the archive's maker to sign with an Ed25519, ECDSA or RSA key (2048 bits or more).
rule-seal-namespace = The signature was made for another purpose
    .what = The purpose (namespace) in the signature is not sealpack. Without --signers it is a warning.
    .why = Who signed need not have meant to hand in this archive.
    .remedy = Ask the archive's maker to run sealpack seal, or ssh-keygen -Y sign -n sealpack.
rule-seal-invalid = The seal does not fit the archive
    .what = What the key in the seal signed is not this archive: one of them was changed, or they do not belong together.
    .why = This is what seals are for: it is not the archive that was sealed.
    .remedy = Do not use the archive. Ask its maker for archive and seal again.
rule-seal-untrusted = Whoever sealed it is not on the list
    .what = The seal fits, but the list (--signers) does not have its key, or the key may not seal archives, is not yet valid or no longer is.
    .why = Anybody can seal an archive; only those on the list count.
    .remedy = Compare the key's fingerprint with the archive's maker in another way, such as by telephone, then put it on the list.
rule-recheck-inventory = The stored inventory is not what the files say
    .what = verify --recheck reads the facts of all files again. sealpack/inventory.json gives other ones, or lists other files. Facts of files that were left out of a draft cannot be read again and are not compared.
    .why = Whoever writes the inventory anew, and all digests with it, makes a file look better than it is: another date, another size, undamaged.
    .remedy = Believe what the files say, not the inventory. Ask the archive's maker how it came about. Where another version of sealpack wrote it, check again with that version first.
rule-recheck-findings = The stored findings are not those that the files lead to
    .what = The files are checked again as of the archive's date. sealpack/findings.json lacks a finding, has one more, or says something else in one. Not a difference: findings of junk-file, link, unreadable, unsafe-name, name-collision, unknown-indicator and misplaced-file that name what was never packed; in a draft also findings that name a file that was left out, and those of schema and caption-problem of its indicator.
    .why = Somebody took out findings to make the submission look right.
    .remedy = sealpack unpack takes the archive apart; go by the findings shown here. Where another version of sealpack wrote it, check again with that version first.
rule-recheck-errors = There are errors, and yet it is no draft
    .what = The files of the archive lead to findings of severity error, but the archive does not say that it is a draft.
    .why = sealpack packs a submission with errors only as a draft. Somebody removed that, or changed the material or the profile.
    .remedy = Treat the archive as one with errors; ask its maker for one without.
rule-recheck-profile = The stored profile is another one
    .what = A file of sealpack/profile is not that of the profile given with --profile, or not that of the built-in profile which the submission names. From another version of sealpack, whose built-in profile may have been another, the latter is a warning.
    .why = With looser rules everything is right.
    .remedy = Go by the findings under the right profile: give it with --profile.
rule-recheck-info = bag-info.txt or the bag's name do not fit the submission
    .what = A field of bag-info.txt, or the name of the folder at the top, says something else than sealpack/submission.json and the profile.
    .why = People look there first: for the unit, the period, the profile.
    .remedy = Believe sealpack/submission.json, and ask the archive's maker how it came about.
rule-recheck-report = A file about the material that sealpack did not make
    .what = A file beside the material is not the one that sealpack makes of it, or sealpack makes none of that name.
    .why = A report that somebody edited or added shows what they want to be seen.
    .remedy = Do not go by this file.
rule-recheck-payload = A file in the payload that is never packed
    .what = data/ holds a file that sealpack never packs: what programs leave behind, or a note of init.
    .why = It belongs to no indicator and was not checked; somebody put it there.
    .remedy = Do not use it; ask the archive's maker how it came about.
rule-recheck-impossible = The content cannot be checked again
    .what = The archive is not whole, another program made it, or it lacks what is needed: sealpack/submission.json, a usable profile, the date in bag-info.txt.
    .why = So nobody can tell whether what is stored of the files is true.
    .remedy = The finding says what is missing. Where only the profile is, give one with --profile.
rule-recheck-beyond = Some of it cannot be checked again
    .what = Stored findings about what was never packed, such as junk files and links, or files that were left out of a draft. It is said how many there are.
    .why = They must be believed as they are; everything else was found again.
    .remedy = Nothing to do. Whoever has the submission's folder can check it with sealpack check.

explain-head-check = Rules of a check (check, pack)
explain-head-verify = Results of a verification (verify)
explain-more = sealpack explain RULE tells more about one of them.
explain-what = What it finds
explain-why = Why it matters
explain-remedy = How to fix it
explain-switch = How to switch it
    .text = In the profile's profile.json, "rules": {"{"} "{ $rule }": "off" {"}"} switches it off; "error", "warning" or "info" instead of "off" changes its severity.

## The note on what is needed (init)

profile-counts = { $indicators ->
    [one] { $indicators } indicator
   *[other] { $indicators } indicators
}, { $kinds ->
    [one] { $kinds } kind of material
   *[other] { $kinds } kinds of material
}
profile-list-more = sealpack profile show NAME tells more about one of them. A profile of your own is named by its folder.
profile-kinds = Kinds of material
profile-kind = { $title } ({ $media }); folders: { $folders }
profile-indicators = Indicators
profile-caption-from-name = Captions from file names
profile-rules = Rules that differ from their defaults
profile-rule-off = off
profile-show-more = With a code after the name: what that indicator demands.
profile-test-good = No mistakes found
profile-test-bad = { $n ->
    [one] { $n } mistake
   *[other] { $n } mistakes
}
profile-test-totals = { $indicators ->
    [one] { $indicators } indicator
   *[other] { $indicators } indicators
}, { $schemas ->
    [one] { $schemas } schema
   *[other] { $schemas } schemas
}, { $samples ->
    [one] { $samples } sample
   *[other] { $samples } samples
} tried
profile-test-without = Without samples: { $codes }
note-kind = [{ $title }] { $counts }
note-recommended = { $text } (recommended)
note-separator = {"; "}
note-foot = Written by sealpack from the indicator's demands. This file is no material and is not packed.

init-done = { $path }: { $indicators ->
    [one] { $indicators } indicator is
   *[other] { $indicators } indicators are
} ready; { $made } made, { $kept } kept as they were.
init-next = Next: put the material into the indicators' folders (REQUIREMENTS.txt there says what is needed), then run:

## Packing

pack-refused = Not packed: { $errors ->
    [one] { $errors } error remains.
   *[other] { $errors } errors remain.
}
    .fix = Fix them and pack again; for a copy to keep meanwhile, --draft packs all the same and marks the archive as a draft.
pack-done = Sealed { $path } ({ $size }): { $files ->
    [one] { $files } file
   *[other] { $files } files
}, read back and verified.
pack-done-draft = Sealed the draft { $path } ({ $size }): { $files ->
    [one] { $files } file
   *[other] { $files } files
}, read back and verified. A draft is not for submission.
unpack-done = Unpacked into “{ $path }”: { $files ->
    [one] { $files } file
   *[other] { $files } files
}, { $size }
unpack-refused = Nothing was unpacked.
pack-left-out = Left out: { $path }
error-lists-inside = The folder { $path } lies inside the submission, where the next check would find the lists misplaced.
    .fix = Choose a place outside of the submission.
error-pack-inside = The archive { $path } would lie inside the submission and count as misplaced next time
    .fix = Name a place outside the submission with -o.

## Verifying

verify-good = verified
verify-bad = NOT VERIFIED
verify-facts = { $files ->
    [one] { $files } file
   *[other] { $files } files
} of material, { $size }, digests { $algorithms }
verify-draft = Draft: it was sealed with errors
seal-none = No seal
seal-unchecked = There is a seal; it was not checked
seal-fits = The seal fits; whose it is was not checked (--signers does that)
seal-valid = Sealed by { $principal }
seal-comment = { $text } ({ $comment })

## Sealing

seal-done = Sealed: { $path }
key-passphrase = Passphrase of the key “{ $path }”:
error-seal-unverified = “{ $path }” does not verify and was not sealed
    .fix = A seal vouches for the whole content. Use an archive that is intact.
error-seal-draft = “{ $path }” is a draft and was not sealed
    .fix = Fix the errors, pack again and seal that; to seal the draft all the same, add --draft.
error-one-seal = With --seal only one archive can be verified at a time
    .fix = Verify them one by one, or put each seal beside its archive, named like it with .sig added.
error-archive-old-seal = “{ $path }” is the seal of the older archive and would not fit the new one
    .fix = Add --sign to seal the new archive and replace it, or move it away first.
error-archive-not-a-seal = “{ $path }” is no signature in OpenSSH's format and was not overwritten
    .fix = Choose another place or move the file away. --force replaces a seal, but no other file.
error-key-read = The key “{ $path }” cannot be read: { $reason }
    .fix = Check the path and the permissions.
error-key-none = “{ $path }” is no key, or is damaged
    .fix = Name an OpenSSH private key, often ~/.ssh/id_ed25519; ssh-keygen -t ed25519 makes one.
error-key-other-format = “{ $path }” is no private key in OpenSSH's format
    .fix = ssh-keygen -p -f FILE converts keys in PEM; PuTTYgen exports those of PuTTY as OpenSSH keys.
error-key-locked = The key “{ $path }” has a passphrase, and there is no terminal to ask for it
    .fix = Run it on a terminal, or give the passphrase with --passphrase-fd or the environment variable { $variable }.
error-key-wrong-passphrase = The passphrase is wrong, or the key “{ $path }” is damaged
    .fix = Check the passphrase and try again.
error-passphrase-fd = The passphrase cannot be read from file descriptor { $descriptor }: { $reason }
    .fix = Name a file descriptor that is open for reading; 0 is standard input, and the only one on Windows.
error-key-security-key = “{ $path }” belongs to a security key (FIDO) and cannot be used directly
    .fix = Add it to the ssh-agent with ssh-add, then name its .pub file.
error-key-certificate = “{ $path }” is a certificate, which cannot seal
    .fix = Name the key itself (the file without -cert).
error-key-weak = The key “{ $path }” is too weak: { $algorithm }
    .fix = Use an Ed25519, ECDSA or RSA key (2048 bits or more); ssh-keygen -t ed25519 makes one.
error-key-unsupported = The key “{ $path }”, or the way it is encrypted, is not supported: { $algorithm }
    .fix = Use an Ed25519, ECDSA or RSA key; ssh-keygen -t ed25519 makes one.
error-key-no-agent = “{ $path }” is a public key, with which an ssh-agent must sign, and none is running
    .fix = Start ssh-agent and add the key with ssh-add, or name the private key.
error-key-not-in-agent = The ssh-agent does not hold the key “{ $path }” ({ $fingerprint })
    .fix = Add it with ssh-add, or name the private key.
error-key-agent = The key “{ $path }” in the ssh-agent cannot be used: { $reason }
    .fix = Check that the agent works (ssh-add -l), or name the private key.
error-key-agent-refused = The ssh-agent refused to sign with the key “{ $path }”
    .fix = Confirm the signature, or touch the security key, and try again.
error-key-failed = The key “{ $path }” did not give a seal that can be used
    .fix = Try another key; with ssh-agent, name the private key instead.
error-signers-read = The list of signers “{ $path }” cannot be read: { $reason }
    .fix = Check the path and the permissions.
error-signers-too-large = “{ $path }” is too long for a list of signers
    .fix = Name a file in the form of OpenSSH's allowed_signers.
error-signers-line = Line { $line } of the list of signers “{ $path }” is wrong: { $problem }
    .fix = A line has the signer, options if any, the key's type and the key, such as: zhang@example.org namespaces="sealpack" ssh-ed25519 AAAA…
signers-problem-key = there is no public key that can be understood
signers-problem-quote = a quotation mark is not closed
signers-problem-option = the option “{ $option }” is not known, stands twice, or its value is not in quotation marks
signers-problem-time = “{ $time }” is no time of the form YYYYMMDD or YYYYMMDDHHMM[SS], with or without Z
signers-problem-period = valid-before is earlier than valid-after

## Progress

progress-against = Reading others
progress-reading = Reading
progress-packing = Packing
progress-verifying = Verifying
progress-unpacking = Unpacking
progress-rechecking = Checking again

## Could not run

error-no-folder = There is no folder { $path }
    .fix = Check the path; sealpack init starts a new submission.
error-no-manifest = { $path } has no submission.json, so it is no submission
    .fix = Check the path; sealpack init starts a new submission.
error-io = Cannot read or write { $path }: { $reason }
    .fix = Check permissions and disk, and close programs that hold the file.
error-cannot-read = Cannot read { $path }: { $reason }
    .fix = Check permissions, close programs that hold the file, and check the disk.
error-not-found = There is no { $path }
    .fix = Check the path: it should be a submission's folder or a file.
error-special-file = { $path } is a device or a pipe; it was not read
    .fix = Name an ordinary file.
error-only-with-file = { $path } is a file, to which --only does not apply
    .fix = Leave out --only, or name a submission's folder.
error-against-no-inventory = { $path } has no inventory (sealpack/inventory.json), so nothing can be compared
    .fix = Only archives that sealpack packed have one; unpack others and compare with the folder as a submission.
error-against-inventory = The inventory of { $path } cannot be read: { $reason }
    .fix = See with sealpack verify whether the archive is whole; if a later sealpack packed it, update first.
error-against-memory = The temporary file for comparing failed: { $reason }
    .fix = Check that the system's temporary folder can be written to, and that the disk is not full.
against-compared = Compared with { $items ->
    [one] one archive or submission
   *[other] { $items } archives and submissions
} ({ $materials } materials)
against-skipped = Not compared with { $path }: { $reason }
error-cannot-write = Cannot write { $path }: { $reason }
    .fix = Check that the place exists and can be written to, and that the disk is not full.
error-manifest-not-a-file = { $path } is no ordinary file, or too large for a submission.json
    .fix = Put the real submission.json there; links are not followed.
error-json-not-utf8 = { $path } is not text in UTF-8
    .fix = Open it in an editor and save it with the encoding UTF-8.
error-json-syntax = { $path } is not JSON at line { $line }, column { $column }
    .fix = Look for a comma, quotation mark or bracket too many or too few around this place.
error-manifest-not-object = { $path } should hold a JSON object (values between braces)
    .fix = Write it after the example, or have it made by sealpack init.
error-manifest-missing = { $path } lacks { $field }
    .fix = Add { $field }; the README and schemas/submission.schema.json say how.
error-manifest-wrong = { $field } in { $path } should be { $expected }
    .fix = Correct the value of { $field }.
error-manifest-unknown = { $field } in { $path } is not known; it may be misspelt
    .fix = Known are: profile, unit, title, period, deadline, contact, indicators, lang.
error-manifest-date = { $field } in { $path } is “{ $value }”, which is no date
    .fix = Write it like 2026-06-30.
error-area-geojson = The area { $path } is no GeoJSON file
    .fix = Export GeoJSON (UTF-8) from a map program, or give area as four numbers: west, south, east, north.
error-area-polygon = The area { $path } has no polygon
    .fix = Export the border as a polygon, not as points or lines.
error-area-degrees = The area in { $path } is not in degrees on earth
    .fix = Use degrees of WGS 84, longitude first, then latitude; four numbers are west, south, east, north.
error-area-large = The area { $path } is too large
    .fix = Simplify the border: at most 50,000 corners and 2 MB.
error-rule-number = { $option } of the rule { $rule } in the profile is no number
    .fix = Write a number of at least 0.
recheck-no-area = The archive has no such file, but submission.json names an area
error-manifest-deadline = deadline in { $path } is “{ $value }”, which is no moment in time
    .fix = Write it like 2026-07-15T17:00:00+08:00.
error-manifest-reversed = The period in { $path } is reversed: from is after to
    .fix = Exchange from and to.
expected-text = text that is not empty
expected-texts = a list of texts
expected-period = the dates from and to
expected-codes = a list of at least one indicator's code
expected-area = four numbers (west, south, east, north, in degrees), or the path of a GeoJSON file
expected-lang = zh or en
expected-object = a group of values (in braces)
expected-list = a list (in brackets)
expected-media = text, image, table or any
expected-bilingual = a text in both languages, zh and en
expected-severity = error, warning or info
expected-rule-setting = off, error, warning or info, or a group of values with severity

error-profile-not-found = There is no profile “{ $name }” ({ $path })
    .fix = Built in: { $known }. A profile of your own is named by its folder's path from the submission.
error-profile-io = Cannot read the profile { $path }: { $reason }
    .fix = Check permissions and disk.
error-profile-missing = { $path } lacks { $place }
    .fix = Add { $place }; schemas/profile.schema.json says how.
error-profile-wrong = { $place } in { $path } should be { $expected }
    .fix = Correct it; schemas/profile.schema.json says how.
error-profile-unknown = { $place } in { $path } is not known; it may be misspelt
    .fix = Correct or remove it; schemas/profile.schema.json says what is known.
error-profile-duplicate = { $name } stands twice in { $path }
    .fix = Codes of indicators and folder names of kinds must be different.
error-profile-pattern = captionFromName in { $path } cannot be used: { $pattern } ({ $reason })
    .fix = Named groups are date, place, people, event, media, url; lookaround and backreferences are not supported.
error-profile-no-schema = { $path } names { $name }, which is not in the profile's folder
    .fix = Check the file name.
error-profile-schema = { $place } in { $path } is not valid JSON Schema: { $reason }
    .fix = Correct it after JSON Schema 2020-12.
error-profile-reference = A $ref of { $path } leads nowhere: { $reference }
    .fix = $ref reaches files of the same profile folder only, never the network, never outside.
error-profile-reserved = { $name } cannot be the name of a kind in { $path }
    .fix = Choose another name for the kind.
error-profile-bad-name = The code or folder name “{ $name }” in { $path } cannot be the name of a folder
    .fix = Leave out / : * ? and the like, spaces and full stops at its ends, and the reserved names of Windows.
error-profile-too-large = { $path } is too large for a file of a profile
    .fix = See whether another file got into the profile's folder.
error-profile-form = { $problem }
    .fix = Correct it; schemas/profile.schema.json says how.
error-profile-unused = No indicator's schema uses { $path }
    .fix = Name it in the indicator that it is for, refer to it with $ref, or move it out of the folder.
error-profile-keyword = { $name } is no keyword of JSON Schema 2020-12, so it demands nothing
    .fix = Check the spelling. Notes of your own may begin with x-.
error-profile-annotation = { $name } should be { $expected }
    .fix = Correct it; as it is, it has no effect.
error-profile-hidden = The folder “{ $folder }” would not count for this indicator
    .fix = Write the code with precomposed characters (NFC), as file names are compared.
error-profile-hidden-by = The folder “{ $folder }” would count for { $by }, not for this indicator
    .fix = Change one of the two codes, so that none continues the other.
error-profile-kind-taken = The folder name “{ $folder }” stands for the kind { $by } already
    .fix = Give it to one of the two kinds only.
error-profile-sample-name = { $path } does not say whether it is to pass
    .fix = Let its name end with .valid.json or .invalid.json.
error-profile-sample-place = { $path } belongs to no indicator, so it was not tried
    .fix = Put it into the folder that is named after the indicator's code: samples/CODE/.
error-profile-sample-code = { $path } is for the indicator { $code }, which the profile does not have
    .fix = Rename the folder to a code of the profile, or remove it.
error-profile-sample-refused = Should pass, but { $schema } refuses it: { $problem }
    .fix = If the sample is right, correct the schema there; if the demand has changed, change the sample.
error-profile-sample-accepted = Should be refused, but { $schema } accepts it
    .fix = See what the sample breaks and whether the schema demands it; a misspelt name demands nothing.
error-unknown-rule = The profile speaks of the rule { $rule }, which does not exist
    .fix = There are: { $known }.
error-rule-option = The rule { $rule } in the profile has no option { $option }
    .fix = Check the spelling; docs/profiles.md lists what each rule takes.
error-rule-kinds = “kinds” of the rule { $rule } in the profile must be a list of kinds
    .fix = There are: { $known }.
error-unknown-format = The profile speaks of the format { $format }, which does not exist
    .fix = Known are: { $known }.
error-unknown-indicator = The profile has no indicator { $code }
    .fix = There are: { $known }.
error-no-folder-for = Indicator { $code } has no folder, so there is nothing to show
    .fix = Make the folder first, or check the code.
error-no-such-rule = There is no rule { $rule }
    .fix = There are: { $known }.
error-no-such-page = There is no manual page { $page }
    .fix = There are: { $known }; without a name it is that of sealpack itself.
error-watch = Cannot watch { $path } for changes: { $reason }
    .fix = Check that the folder is there and can be read. On Linux a system watches a limited number of folders (fs.inotify.max_user_watches).
error-watch-output = { $path } lies in a folder that is watched: each result would be a change
    .fix = Write the result to another folder.
error-threads = Cannot start threads: { $reason }
    .fix = Try again with --jobs 1.
error-init-needs = A new submission needs { $option }
    .fix = For example: sealpack init DIR --unit "Demo County" --from 2025-07-01 --to 2026-06-30
error-init-period = --from is after --to
    .fix = Exchange the dates.
error-source-date-epoch = SOURCE_DATE_EPOCH is “{ $value }”, which is no number of seconds
    .fix = Correct or remove this environment variable, or give --date.

## Usage

usage-unknown-argument = Unknown argument { $argument }
usage-unknown-command = There is no command { $command }
usage-missing = Missing: { $argument }
usage-missing-command = A command is missing
usage-missing-value = { $argument } needs a value
usage-invalid-value = “{ $value }” is no value for { $argument }
usage-invalid-value-of = “{ $value }” is no value for { $argument }; it can be { $valid }
usage-conflict = { $argument } conflicts with another argument or is given twice
usage-not-unicode = An argument is not valid text
usage-other = Wrong use of { $argument }
usage-suggestion = Did you mean { $suggestion }?
usage-help = --help shows the usage.

help-heading-usage = Usage:{" "}
help-heading-commands = Commands
help-heading-arguments = Arguments
help-heading-options = Options
help-main = sealpack (封装): checks submission material, seals it into an archive to submit, and lets anyone verify that archive.
    .after = Exit codes: 0 fine; 1 errors found, not verified, or different; 2 could not run; 130 interrupted.
help-help = Show this help
help-version = Show the version
help-lang = Language: zh or en (default: SEALPACK_LANG, then the locale)
help-quiet = Show no progress
help-max-size = Do not read archives that unpack to more than this, such as 20GB (default: no limit)
help-jobs = Threads to work on (default: one per processor; results do not depend on it)
help-output = Write the result to a file instead of showing it
help-format = Form of the result: text (default) or json
help-check-format = Form of the result: text, json, html, xlsx (a work list) or sarif; default: as the extension of --output says, else text
help-thumbnails = Pictures in an HTML report: none, problems (those that something is wrong with; default) or all
help-against = Compare with past archives, folders of archives or other submissions: which pictures, files and texts were used there (of archives only the inventory is read)
help-since = Compare with an earlier result of --format json: what is new, what is fixed, what is still open and for how long
help-per-unit = Write a work list for each responsible unit into this folder; files of the same name are replaced
help-strict = Warnings count as failures
help-dir = Folder of the submission
help-init = Start a submission: submission.json, a folder for each indicator, caption sheets and notes on what is needed
help-init-dir = Folder to set up; what exists is never changed, only what is missing is added
help-init-profile = Profile: a built-in name or a folder (default: civilized-city)
help-init-unit = Unit that submits
help-init-from = First day of the period, such as 2025-07-01
help-init-to = Last day of the period, such as 2026-06-30
help-init-indicators = Only these indicators, separated by commas (default: all)
help-init-title = Title of the submission
help-init-deadline = When the upload closes, such as 2026-07-15T17:00:00+08:00
help-check = Check a submission: what is wrong, whose it is, how to fix it
help-check-only = Only these indicators, separated by commas
help-check-today = Take this day for today: for the time to the deadline, and for dates that lie in the future
help-watch = Go on: check again after every change, until Ctrl-C; the exit code is that of the last check
help-inventory = Show the facts of a submission's files or of one file: what the indicators' schemas are applied to
help-inventory-path = A submission's folder, or any file
help-inventory-format = Form of the result: text or json (default: json for a folder, text for a file)
help-inventory-only = Only this indicator's document, ready for any JSON Schema validator
help-pack = Check, then seal an archive; refused while errors remain
help-pack-output = Where the archive goes (default: “unit-date.zip” in the current folder)
help-pack-draft = Seal in spite of errors, marked as a draft
help-pack-force = Overwrite an existing archive
help-pack-date = Date of the archive (default: SOURCE_DATE_EPOCH, else today); the same input and date give the same bytes
help-verify = Verify archives or unpacked bags: structure, every digest, nothing missing, nothing extra
help-verify-files = Archives or BagIt folders
help-verify-strict = Archives not in the canonical form fail too
help-unpack = Verify an archive, then unpack it into a new folder
help-unpack-archive = The archive
help-unpack-dir = The folder to make; it must not exist
help-diff = Show what changed between two archives or folders: files, submission.json, profile, findings
    .after = Exit codes: 0 no differences; 1 differences; 2 could not compare, for example because an archive does not verify; 130 interrupted.
help-diff-old = How it was: an archive, the folder of an unpacked one, or a submission's folder
help-diff-new = How it is: any of these too
help-diff-today = Take this day for today when checking a submission's folder
help-verify-signers = List of signers (OpenSSH's allowed_signers): demands a seal by one of them
help-verify-seal = The seal (default: the archive's name with .sig added)
help-verify-recheck = Check the content again: facts, findings and profile must be what the archive says they are
help-verify-profile = With --recheck: check against this profile (built in, or a folder) instead of the stored one
help-pack-sign = Key that seals the archive: an OpenSSH private key, or the public one of a key in the ssh-agent
help-passphrase-fd = File descriptor to read the key's passphrase from (else SEALPACK_PASSPHRASE, else you are asked)
help-seal = Seal an archive made earlier; refused unless it verifies
help-seal-file = Archive
help-seal-key = Key: an OpenSSH private key, or the public one of a key in the ssh-agent
help-seal-output = Place of the seal (default: the archive's name with .sig added)
help-seal-draft = Seal a draft too
help-seal-force = Replace an existing seal
help-explain = Explain rules: what they find, why it matters, how to fix it, how to switch them
help-explain-rule = Name of a rule; without it all rules are listed
help-profile = Show profiles and what they demand, and test one of your own
help-profile-list = List the built-in profiles, with their titles and how many indicators they have
help-profile-show = Show a profile: kinds of material, indicators, responsible units; with a code, what that indicator demands
help-profile-show-code = Code of an indicator
help-profile-test = Test a profile: everything that is wrong with it in one run, and whether its sample inventories come out as they should
help-profile-profile = Built-in name, or folder of a profile
help-completions = Print a script that completes commands and options in a shell
help-completions-shell = Shell: bash, zsh, fish or powershell
help-man = Print a manual page, or write all of them
help-man-command = Command that the page is about, such as check or profile show (default: sealpack itself)
help-man-out = Folder to write all pages to

## Manual pages

man-manual = sealpack manual
man-about = check submission material, seal it into an archive to submit, and verify archives
man-name = NAME
man-synopsis = SYNOPSIS
man-commands = COMMANDS
man-exit = EXIT STATUS

## Making an archive: errors

error-archive-interrupted = Stopped; no archive was made
    .fix = Run it again when you like. Nothing incomplete is left behind.
error-archive-not-found = “{ $path }” cannot be found
    .fix = Check the path, and whether the file was moved, renamed or deleted.
error-archive-read-denied = No permission to read “{ $path }”
    .fix = Close the program that uses it, or ask your administrator for permission to read it, then try again.
error-archive-special = { $path } is no ordinary file, or was replaced while it was read
    .fix = Name the file itself, not a link, a device or a pipe; close programs that change it.
error-archive-read = “{ $path }” cannot be read: { $reason }
    .fix = Check that the disk, USB stick or network drive is connected, then try again.
error-archive-full = There is not enough disk space to write “{ $path }”
    .fix = Free some space or choose a larger disk. About as much is needed as all the material takes. What was there before is untouched.
error-archive-file-too-large = “{ $path }” is larger than this disk allows a file to be
    .fix = The disk or USB stick is probably FAT32, which ends at 4 GB a file. Save to a disk with NTFS or exFAT.
error-archive-no-folder = “{ $path }” cannot be written: its folder does not exist
    .fix = Create the folder, or choose another one.
error-archive-write-denied = No permission to write “{ $path }”
    .fix = Choose a folder you may write to, or close the program that uses the file, then try again.
error-archive-write = “{ $path }” cannot be written: { $reason }
    .fix = Check that the disk, USB stick or network drive is connected, or choose another place, then try again.
error-archive-unconfirmed = “{ $path }” is written and in its place, but the disk did not confirm it: { $reason }
    .fix = Do not unplug the disk yet. Verify what was written with sealpack verify, and copy it to another disk.
error-archive-beside = The archive “{ $path }” is whole and in its place, but: { $error }
    .fix = The archive can be used. Once the disk is in order, pack again with --force to get all files that go with it.
error-archive-left-behind = { $error }. Besides, the temporary “{ $path }” could not be removed
    .fix = { $fix } Delete “{ $path }” yourself.
error-archive-exists = “{ $path }” is already there and was not overwritten
    .fix = Choose another name or move the file away. To replace it, add --force.
error-archive-busy = Another run is writing “{ $path }”
    .fix = Wait until it is done; do not pack the same archive twice at once.
error-archive-grew = “{ $path }” became longer while it was packed: it is not what was checked
    .fix = Save it and close the program that edits it, check again, then pack.
error-archive-shrank = “{ $path }” became shorter while it was packed: it is not what was checked
    .fix = Make sure that it was copied completely and is not being edited, check again, then pack.
error-archive-changed = The content of “{ $path }” changed while it was packed: it is not what was checked
    .fix = Save it and close the program that edits it, check again, then pack.
error-archive-vanished = “{ $path }” disappeared while it was to be packed
    .fix = Put the file back or check again, then pack.
error-archive-replaced = “{ $path }” is no longer an ordinary file but a link or folder
    .fix = Put the real file back, check again, then pack.
error-archive-name = “{ $path }” cannot go into an archive: { $problem }
    .fix = Rename the file and check again.
error-archive-name-twice = The archive would hold “{ $path }” twice
    .fix = Rename one of the two files and check again.
error-archive-date = The date { $date } cannot be written into an archive: only dates from 1980 to 2107 can
    .fix = Give the right date with --date, and check the computer's clock.
error-archive-too-many-files = Too many files: { $count }; an archive takes 1,000,000 at most
    .fix = Pack the material in several parts.
error-archive-read-back = “{ $path }” was written but did not read back as it should, and was not kept: { $problem }
    .fix = The disk may be failing. Pack again to another disk; if that does not help, please report it.
error-archive-not-verified = “{ $path }” does not verify; nothing was compared
    .fix = See what is wrong with it: sealpack verify "{ $path }"
error-archive-not-an-archive = “{ $path }” is not a ZIP archive
    .fix = Check that it is the right file. If it was sent to you, have it sent again.
archive-problem-other-content = its content is not the material

## What can be wrong with a name

archive-name-empty = a part of the path is empty
archive-name-absolute = the path leads outside (it starts with “/” or a drive letter)
archive-name-dots = the path contains “.” or “..”
archive-name-backslash = the name contains a backslash
archive-name-control = the name contains a control character
archive-name-forbidden = the name has a character that Windows does not allow
archive-name-trailing = a part of the path ends with a space or full stop, which Windows drops
archive-name-reserved = the name is reserved on Windows
archive-name-decomposed = the name is not in Unicode's composed form (NFC)
archive-name-too-long = the name is too long

## What can be wrong with the structure of an archive

fault-with-place = { $fault }. { $risk } (offset { $offset })
fault-without-place = { $fault }. { $risk }
archive-fault-no-end = The archive is incomplete: its end is missing, so it was probably cut off
    .fix = Have it sent again, then verify it again.
archive-fault-after-end = There is extra data after the end of the archive
    .fix = The file was changed after it was sealed. Ask its maker for the original.
archive-fault-several-ends = The archive has more than one end, so different programs would see different content
    .fix = Do not use this file. Ask its maker for the original.
archive-fault-hidden-record = Archive data is hidden in the archive's comment
    .fix = Do not use this file. Ask its maker for the original.
archive-fault-hidden-record-of = Archive data is hidden in the comment or the additional fields of “{ $entry }”
    .fix = Do not use this file. Ask its maker for the original.
archive-fault-split = This is one part of an archive that was split over several files
    .fix = Ask its maker for a single file that is not split.
archive-fault-zip64 = The archive contradicts itself about its size (ZIP64)
    .fix = The file is damaged or was changed. Ask its maker for the original.
archive-fault-directory-place = The archive's list of contents is not where it should be
    .fix = The file is damaged or was changed. Ask its maker for the original.
archive-fault-directory-count = The archive's list of contents does not hold as many files as it says
    .fix = The file is damaged or was changed. Ask its maker for the original.
archive-fault-too-large = The archive's list of contents is unreasonably large and was not read
    .fix = No ordinary submission looks like this. Ask its maker to split it into several archives.
archive-fault-central-header = The archive's list of contents is damaged
    .fix = Have it sent again, then verify it again.
archive-fault-local-header = The beginning of “{ $entry }” in the archive is damaged
    .fix = Have it sent again, then verify it again.
archive-fault-other-name = “{ $entry }” has two different names in the archive
    .fix = Different programs would unpack different files, so do not use it. Ask its maker for the original.
archive-fault-other-fields = The archive describes “{ $entry }” in two ways that do not agree
    .fix = The file is damaged or was changed. Ask its maker for the original.
archive-fault-gap = Before “{ $entry }” the archive holds data that belong to no file
    .fix = The file was changed, or is no ordinary archive. Ask its maker for the original.
archive-fault-gap-at-end = Before its list of contents the archive holds data that belong to no file
    .fix = The file was changed, or is no ordinary archive. Ask its maker for the original.
archive-fault-overlap = “{ $entry }” overlaps with other content of the archive
    .fix = Do not use this file. Ask its maker for the original.
archive-fault-descriptor = The archive contradicts itself about the size or checksum of “{ $entry }”
    .fix = The file is damaged or was changed. Ask its maker for the original.
archive-fault-false-end = “{ $entry }” is stored without its length in front, and its content looks like an end
    .fix = Ask its maker to pack it again.
archive-fault-name-encoding = The name “{ $entry }” is not Unicode but, it seems, GBK; an old program may have made the archive
    .fix = Ask its maker to pack it again with sealpack or a newer program.
archive-fault-name = The path “{ $entry }” in the archive is unsafe: { $problem }
    .fix = Do not unpack this file. Ask its maker to rename the entry and pack again.
archive-fault-name-twice = The archive holds two files with the same name, “{ $entry }”, apart from case and spelling variants
    .fix = Ask its maker to rename one of them and pack again.
archive-fault-file-and-folder = “{ $entry }” is a file and a folder at once
    .fix = Ask its maker to rename it and pack again.
archive-fault-special = “{ $entry }” is a link or a special file
    .fix = Ask its maker to put the real file in its place and pack again.
archive-fault-encrypted = “{ $entry }” is protected with a password
    .fix = Ask its maker to pack it again without a password.
archive-fault-flags = “{ $entry }” was packed with rare options and cannot be read reliably
    .fix = Ask its maker to pack it again with sealpack or an ordinary program.
archive-fault-method = “{ $entry }” is compressed with a method that is not supported
    .fix = Ask its maker to pack it again with sealpack, or with the method “Deflate”.
archive-fault-extra = The additional fields of “{ $entry }” are damaged or contradictory
    .fix = The file is damaged or was changed. Ask its maker for the original.
archive-fault-folder-content = The folder “{ $entry }” has content of its own
    .fix = Do not use this file. Ask its maker for the original.
archive-fault-sizes = “{ $entry }” claims a size that is impossible
    .fix = The file is damaged or was changed; do not unpack it. Ask its maker for the original.
archive-fault-data = The compressed data of “{ $entry }” are damaged
    .fix = Have it sent again, then verify it again.
archive-fault-checksum = The content of “{ $entry }” is damaged (wrong checksum)
    .fix = Have it sent again, then verify it again.

## How an archive can differ from the canonical form

archive-deviation-end = it has a comment or needless end records
archive-deviation-top-folder = its files are not in one folder at the top
archive-deviation-folder = it has an entry for the folder “{ $entry }”
archive-deviation-order = “{ $entry }” is not in its place in the order
archive-deviation-method = “{ $entry }” is compressed with another method
archive-deviation-name = the name of “{ $entry }” is not in the usual form of Unicode (NFC), as with files from a Mac
archive-deviation-time = “{ $entry }” carries another time
archive-deviation-descriptor = the size of “{ $entry }” follows its data
archive-deviation-padding = the compressed data of “{ $entry }” end with stray bits
archive-deviation-header = “{ $entry }” carries additional attributes or fields

## Verifying

verify-altered = The archive says that sealpack made it, but it is not written as sealpack writes: { $problem }
    .fix = It was changed or packed again after it was sealed. Ask its maker for the original.
verify-not-canonical = The archive was made by another program: { $problem }
    .fix = Its content is whole and can be used. Where one form is required, ask its maker to pack it with sealpack.
verify-not-a-bag = There is no bag in it (no bagit.txt), or more than one
    .fix = Check that it is the right file. An archive should hold one folder with a bagit.txt in it.
verify-declaration-malformed = “{ $path }” is not as it should be
    .fix = The file is damaged or was changed. Ask its maker for the original.
verify-declaration-version = “{ $path }” says BagIt version “{ $version }”; 0.93 to 1.0 are supported
    .fix = Ask its maker to pack it again as BagIt 1.0.
verify-declaration-encoding = “{ $path }” says that the encoding is “{ $encoding }”; that is not supported
    .fix = Ask its maker to pack it again in UTF-8.
verify-info-encoding = “{ $path }” is not in the encoding that bagit.txt names
    .fix = The file is damaged or was changed. Ask its maker for the original.
verify-info-line = Line { $line } of “{ $path }” is not of the form “label: value”
    .fix = The file is damaged or was changed. Ask its maker for the original.
verify-tag-file-too-large = “{ $path }” is unreasonably large and was not read
    .fix = Ask its maker about it, or for the original.
verify-no-manifest = There is no list of files (manifest), so the content cannot be checked
    .fix = Ask its maker for the complete archive.
verify-no-tag-manifest = The list of the accompanying files (tagmanifest-sha256.txt) is missing
    .fix = It was changed after it was sealed. Ask its maker for the original.
verify-manifest-line = Line { $line } of “{ $path }” cannot be understood; nothing after it was checked
    .fix = The list is damaged or was changed. Ask its maker for the original.
verify-manifest-too-long = “{ $path }” lists too many files and was not read further
    .fix = No ordinary submission looks like this. Ask its maker about it.
verify-manifest-outside = Line { $line } of “{ $manifest }” lists “{ $path }”, which does not belong there
    .fix = The list was changed, or made by a faulty program. Ask its maker about it.
verify-manifest-twice = Line { $line } of “{ $manifest }” lists “{ $path }” again
    .fix = Ask its maker to pack it again.
verify-manifest-not-listed = “{ $manifest }” does not list “{ $path }”
    .fix = Ask its maker to pack it again.
verify-manifest-binary = “{ $path }” marks names with *, as md5sum does (first in line { $line })
    .fix = Nothing is lost. Other programs may take the * for a part of the name.
verify-manifest-dot-slash = “{ $path }” has names that begin with ./ (first in line { $line })
    .fix = Nothing is lost. Other programs may not find these files.
verify-manifest-other-case = Line { $line } of “{ $manifest }” lists “{ $path }”, which differs from “{ $file }” only in case
    .fix = On Windows and macOS they are one file. Ask its maker whether there were two.
verify-missing-leaving = “{ $path }” is on the list but not there; systems leave such files behind, and nobody misses them
    .fix = Next time delete such files before packing.
verify-missing-file = “{ $path }” is missing: it is on the list but not there
    .fix = Ask its maker for the complete archive.
verify-extra-file = “{ $path }” is extra: it is there but not on the list
    .fix = It was added after the archive was sealed. Ask its maker about it.
verify-extra-tag-file = The accompanying file “{ $path }” is extra: it is not on the list
    .fix = It was added after the archive was sealed. Ask its maker about it.
verify-larger = Unpacked it has { $size }, more than the { $largest } that are allowed; it was not read
    .fix = Once you know that this size is right, run again with a larger --max-size.
verify-extra-outside = “{ $path }” lies outside the bag's folder
    .fix = An archive should hold one folder only. Ask its maker to remove the rest and pack again.
verify-name-not-unicode = The name “{ $path }” is not Unicode and cannot be compared
    .fix = Rename it, or ask its maker for the original.
verify-link = “{ $path }” is a link or a special file and was not read
    .fix = Put the real file in its place, or ask its maker for the original.
verify-digest-mismatch = The content of “{ $path }” was changed or is damaged (another { $algorithm })
    .fix = Do not use this file. Ask its maker for the original archive.
verify-payload-oxum = “{ $path }” says { $stated-files ->
        [one] 1 file
       *[other] { $stated-files } files
    } and { $stated-bytes } bytes of material; there { $files ->
        [one] is 1 file
       *[other] are { $files } files
    } and { $bytes } bytes
    .fix = Material was added or is missing. Ask its maker for the complete archive.
verify-payload-oxum-malformed = “{ $path }” gives the amount of material (Payload-Oxum) in a form that cannot be read: “{ $value }”
    .fix = The file is damaged or was changed. Ask its maker for the original.
verify-incomplete-bag = “{ $path }” is missing: the archive only gives an address to download it from
    .fix = sealpack does not download anything. Ask its maker to put the file into the archive.
verify-old-version = “{ $path }” says BagIt version { $version }, which is older than the standard
    .fix = It was read by the rules of 0.97. Where you may choose, have it packed again as BagIt 1.0.
verify-fetch-line = Line { $line } of “{ $path }” is no address, length and path
    .fix = The file is damaged or was changed. Ask its maker for the original.
verify-fetch-outside = Line { $line } of “{ $path }” would put a file outside the material: “{ $file }”
    .fix = The list was changed, or made by a faulty program. Ask its maker about it.
verify-fetch-list = “{ $path }” gives addresses of files; all of them are there, and nothing was downloaded
verify-weak-digest = Only { $algorithm } protects the files: it shows damage, but not a change made on purpose
    .fix = Where that matters, ask its maker for a list with SHA-256 or SHA-512.
verify-unsupported-digest = “{ $path }” uses checksums of a kind that is not supported
    .fix = Ask its maker for a list with SHA-256 or SHA-512.
verify-seal-missing = No seal: there is no “{ $path }”
    .fix = Ask the archive's maker for the signature and put it beside the archive.
verify-seal-folder = No seal: only the archive itself can be sealed, not an unpacked folder
    .fix = Verify the archive.
verify-seal-malformed = “{ $path }” is no signature in OpenSSH's format, or is damaged
    .fix = Ask the archive's maker for it again. Check a signature of another program, such as GPG, with that program, and move it elsewhere.
verify-seal-too-large = “{ $path }” is far too long for a signature
    .fix = Ask the archive's maker for the signature again.
verify-seal-unsupported = “{ $path }” was made with a kind of key that is not supported, and was not checked: { $algorithm }
    .fix = Ask the archive's maker to sign with an Ed25519, ECDSA or RSA key, or try a newer sealpack.
verify-seal-weak = “{ $path }” was made with a key or an algorithm that is too weak, and was not checked: { $algorithm }
    .fix = Ask the archive's maker to sign with an Ed25519, ECDSA or RSA key (2048 bits or more).
verify-seal-certificate = “{ $path }” was made with a certificate, which is not supported, and was not checked
    .fix = Ask the archive's maker to sign with the key itself, or check it with ssh-keygen -Y verify.
verify-seal-namespace = “{ $path }” was signed for another purpose ({ $namespace }) and is no seal
    .fix = Ask the archive's maker to run sealpack seal, or ssh-keygen -Y sign -n sealpack.
verify-seal-invalid = The seal “{ $path }” does not fit the archive ({ $key-type } { $fingerprint })
    .fix = One of them was changed, or they do not belong together. Ask the archive's maker for both again.
verify-seal-unknown-key = The seal “{ $path }” fits, but its key is not on the list ({ $key-type } { $fingerprint })
    .fix = Compare the fingerprint with the archive's maker in another way, then put the key on the list.
verify-seal-authority = The key of the seal “{ $path }” is listed for issuing certificates only ({ $key-type } { $fingerprint })
    .fix = Certificates are not supported. Give the signer's key a line of its own, without cert-authority.
verify-seal-other-purpose = The key of the seal “{ $path }” is listed for other purposes than archives ({ $key-type } { $fingerprint })
    .fix = If it may seal archives, add sealpack to the namespaces in its line.
verify-seal-not-yet = The key of the seal “{ $path }” is not valid yet ({ $key-type } { $fingerprint })
    .fix = Check valid-after in the list, and the computer's clock.
verify-seal-expired = The key of the seal “{ $path }” is no longer valid ({ $key-type } { $fingerprint })
    .fix = Check valid-before in the list. Seals carry no time, so it is compared with now; ask for a seal with a newer key if need be.

## HTML report

html-title = Check report of { $unit }
html-title-of = { $unit }: { $title }
html-about = Period { $from } to { $to } · { $profile }
html-deadline = Deadline { $moment }
html-deadline-left = { $deadline } ({ $left } when this report was made)
html-skip = Skip to the findings
html-overview = Overview
html-indicator = Indicator
html-units = Responsible units
html-materials = Materials
html-state = State
state-done = complete
state-missing = missing
html-card-done = Complete indicators
html-card-missing = Missing indicators
html-card-wrong = Indicators with errors
html-card-errors = Errors
html-card-warnings = Warnings
html-card-materials = Materials
html-findings = Findings
html-search = Search
html-severity = Severity
html-rule = Rule
html-unit = Responsible unit
html-status = Status
html-by = Group
html-by-indicator = by indicator
html-by-unit = by responsible unit
html-all = all
html-reset = Reset
html-shown = {"{n}"} of {"{total}"} findings shown
html-none-shown = No finding fits these filters
html-nobody = No responsible unit
html-pictures = Other pictures
html-sketch = Small grey picture from the other one's inventory
html-mark = Red dashes: where the two differ
html-no-picture = This picture cannot be shown
error-not-for-terminal = A result of this form cannot be shown in a terminal
    .fix = Write it into a file with --output, for example: --output { $example }
## Content checked again

recheck-agrees = Content checked again: it is as the archive says
recheck-differs = Content checked again: it is NOT as the archive says
recheck-unsound = The content was not checked again, because the archive is not whole
    .fix = Put right what is wrong with the archive first.
recheck-not-ours = The content cannot be checked again: sealpack did not make this archive
    .fix = Verify it without --recheck; sealpack unpack takes it apart.
recheck-no-submission = The content cannot be checked again: sealpack/submission.json is missing or far too large
    .fix = Ask the archive's maker for it again.
recheck-no-profile = The content cannot be checked again: sealpack/profile is missing
    .fix = Give the profile with --profile.
recheck-profile-too-hard = The content cannot be checked again: the references in sealpack/profile lead in a circle or too far
    .fix = Give a profile that you trust with --profile.
recheck-no-date = The content cannot be checked again: bag-info.txt has no date (Bagging-Date)
    .fix = Ask the archive's maker for it again.
recheck-too-deep = The content cannot be checked again: its folders are nested too deep
    .fix = Ask the archive's maker for it again.
recheck-unusable = The content cannot be checked again with “{ $path }”: { $reason }
    .fix = If it is the profile, give another with --profile; else ask the archive's maker for it again.
recheck-other-version = { $problem } (sealpack { $theirs } wrote the archive, this is { $ours })
    .fix = Check it with sealpack { $theirs } as well; a difference that remains is no honest one.
recheck-more = { $n ->
    [one] One more of the same
   *[other] { $n } more of the same
 }
recheck-missing = “{ $path }” is missing
    .fix = sealpack always writes it: ask the archive's maker how it came about.
recheck-too-large = “{ $path }” is too large to be that of this material
    .fix = Do not go by it: ask the archive's maker how it came about.
recheck-malformed = “{ $path }” is not in the form that sealpack writes
    .fix = Do not go by it: ask the archive's maker how it came about.
recheck-form = “{ $path }” says the same, but not as sealpack writes it: another order, more spaces, or names that stand twice
    .fix = Other programs may read something else in it: ask the archive's maker how it came about.
recheck-fact = “{ $path }”, { $fact }: { $stored } in the inventory, { $read } in the file
    .fix = Believe the file, not the inventory: somebody changed one of them after the check.
recheck-fact-added = “{ $path }”, { $fact }: { $stored } in the inventory, but the file does not say so
    .fix = Believe the file, not the inventory: somebody changed one of them after the check.
recheck-fact-missing = “{ $path }”, { $fact }: { $read } in the file, but the inventory does not say so
    .fix = Believe the file, not the inventory: somebody changed one of them after the check.
recheck-material-added = The inventory lists “{ $path }” where the archive holds no such material
    .fix = Somebody took the file out, moved it, or invented it: do not count it.
recheck-material-missing = The inventory does not list “{ $path }” where it is
    .fix = Somebody put the file in or moved it after the check: do not count it.
recheck-indicator = Inventory of { $code } in “{ $path }”, { $fact }: { $stored } is stored, { $read } is right
    .fix = Go by sealpack/submission.json and the folders: somebody changed one of them after the check.
recheck-indicator-added = “{ $path }” has an inventory of { $code }, which the archive holds nothing for
    .fix = Somebody invented it: do not count it.
recheck-indicator-missing = “{ $path }” has no inventory of { $code }, for which there is material
    .fix = Somebody put the material in after the check: do not count it.
recheck-finding = “{ $path }”, stored finding of { $rule }, { $fact }: { $stored } is stored, { $read } is right
    .fix = Go by what is found now.
recheck-finding-added = “{ $path }”, stored finding of { $rule }, { $fact }: { $stored } is stored, but nothing of it is found
    .fix = Go by what is found now.
recheck-finding-missing = “{ $path }”, stored finding of { $rule }, { $fact }: { $read } is found, but nothing of it is stored
    .fix = Go by what is found now.
recheck-finding-not-found = “{ $path }”: the finding of { $rule } that is stored is not found: { $said }
    .fix = The files do not lead to it: ask the archive's maker how it came about.
recheck-finding-not-stored = “{ $path }”: a finding of { $rule } ({ $severity }) is not stored: { $said }
    .fix = Somebody took it out, or changed the files or rules after the check: go by what is found now.
recheck-field = “{ $path }”, { $fact }: { $stored } is stored, { $read } is right
    .fix = Go by what is found now.
recheck-field-added = “{ $path }”, { $fact }: { $stored } is stored, but should not be there
    .fix = Go by what is found now.
recheck-field-missing = “{ $path }”, { $fact }: { $read } should be there, but is not
    .fix = Go by what is found now.
recheck-has-errors = { $errors ->
    [one] Checked again, the content has one error, and yet the archive is not marked as a draft
   *[other] Checked again, the content has { $errors } errors, and yet the archive is not marked as a draft
 }
    .fix = Do not accept it: sealpack packs what has errors only as a draft.
recheck-profile-other = “{ $path }” is not the same file as in the profile that was given
    .fix = Go by what is found under the profile that was given.
recheck-profile-added = The profile that was given has no “{ $path }”
    .fix = Go by what is found under the profile that was given.
recheck-profile-missing = “{ $path }” is missing, but is part of the profile that was given
    .fix = Go by what is found under the profile that was given.
recheck-profile-built-in = “{ $path }” is not that of the built-in profile { $profile }, which the submission names
    .fix = Check again with --profile { $profile }.
recheck-info-field = “{ $path }”, { $label }: “{ $stored }” is stored, “{ $read }” is right
    .fix = Go by sealpack/submission.json.
recheck-info-added = “{ $path }” has a field that sealpack does not write there: { $label }: { $stored }
    .fix = Do not go by it.
recheck-bag-name = The folder in the archive is called “{ $stored }”; the submission and its date make it “{ $read }”
    .fix = Go by sealpack/submission.json.
recheck-report-other = “{ $path }” is not what sealpack makes of this content
    .fix = Do not go by this file.
recheck-report-added = sealpack makes no “{ $path }”
    .fix = Do not go by this file: somebody put it there.
recheck-never-packed = “{ $path }” is a file that sealpack never packs
    .fix = Do not use it: somebody put it there after the check.
recheck-beyond-findings = { $n ->
    [one] One stored finding is about what was never packed, and cannot be found again
   *[other] { $n } stored findings are about what was never packed, and cannot be found again
 }
recheck-beyond-files = { $n ->
    [one] One file was left out of this draft, and cannot be checked again
   *[other] { $n } files were left out of this draft, and cannot be checked again
 }
## What changed

diff-same = No differences: { $files ->
    [one] { $files } file
   *[other] { $files } files
}, { $size }
diff-verdict = Differences: { $changes }
diff-count-added = { $n ->
    [one] { $n } file added
   *[other] { $n } files added
}
diff-count-removed = { $n ->
    [one] { $n } file removed
   *[other] { $n } files removed
}
diff-count-changed = { $n ->
    [one] { $n } file changed
   *[other] { $n } files changed
}
diff-count-moved = { $n ->
    [one] { $n } file moved or renamed
   *[other] { $n } files moved or renamed
}
diff-count-gone = { $n ->
    [one] { $n } finding gone
   *[other] { $n } findings gone
}
diff-count-come = { $n ->
    [one] { $n } new finding
   *[other] { $n } new findings
}
diff-now-draft = it is a draft now
diff-now-final = it is no longer a draft
diff-submission-changed = submission.json changed
diff-profile-changed = the profile changed
diff-old = old{"  "}
diff-new = new{"  "}
diff-side = { $path } ({ $form }): { $files ->
    [one] { $files } file
   *[other] { $files } files
}, { $size }
diff-submission = submission folder
diff-archive = archive
diff-draft-archive = archive, a draft
diff-bag = bag folder
diff-draft-bag = bag folder, a draft
diff-not-compared = Not compared, because “{ $path }” has none that can be read: { $what }
diff-what-submission = submission.json
diff-what-profile = profile
diff-what-findings = findings
diff-field = { $field }: { $old } → { $new }
diff-no-value = (none)
diff-period = { $from } to { $to }
diff-field-profile = profile
diff-field-unit = unit
diff-field-title = title
diff-field-period = period
diff-field-deadline = deadline
diff-field-contact = contact
diff-field-indicators = indicators
diff-field-lang = language
diff-profile = Profile
diff-no-indicator = Files that belong to no indicator
diff-indicator = indicator { $code }
diff-gone = Findings gone
diff-come = New findings
error-diff-folder = “{ $path }” is neither a submission (no submission.json) nor a bag (no bagit.txt)
    .fix = Name an archive, the folder of an unpacked archive, or a submission's folder.

## Compared with an earlier check

since-new = new
since-open = open
since-fixed = Fixed
since-days = { $days ->
        [0] still open
        [one] open for { $days } day
       *[other] open for { $days } days
    }
since-said = { $said } ({ $status })
since-compared = Compared with the check of { $made }: { $new } new, { $open } still open, { $fixed } fixed
since-oldest = { $compared }; the oldest is open for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
since-profile = profile
error-since-no-result = { $path } is no result of sealpack check --format json
    .fix = Name the file that an earlier --format json -o wrote; results from before they had a date cannot be compared.
error-since-too-large = { $path } is too large to compare with
    .fix = Check that it is the right file. With tens of thousands of findings, check and compare some indicators at a time with --only.
error-since-other = { $path } is about another submission: { $what } is “{ $theirs }”, here “{ $ours }”
    .fix = Name an earlier result of the same submission.
error-since-later = { $path } is of { $made }, later than this check of { $now }
    .fix = Name an earlier result, or check the computer's date and --today.
error-since-part = { $path } is a check of some indicators only: { $only }
    .fix = Name a result of all indicators, or check the same ones with --only.

## SARIF

sarif-root = What the addresses are relative to: the submission, or the folder in which the check ran

## Work lists (XLSX)

xlsx-title = Work list of { $unit }
xlsx-title-of = { $unit }: { $title }, work list
xlsx-title-for = { $title } ({ $for })
xlsx-page = Page { $page } of { $pages }
xlsx-sheet-findings = Findings
xlsx-sheet-own = Findings of the unit
xlsx-sheet-indicators = Indicators
xlsx-sheet-units = Units
xlsx-sheet-about = About
xlsx-more = { $n } more rows are not listed
xlsx-number = No.
xlsx-severity = Severity
xlsx-status = Status
xlsx-other-side = { $path }: { $message }
xlsx-against = Compared with
xlsx-since = Known since
xlsx-days = Days
xlsx-code = Code
xlsx-indicator = Indicator
xlsx-units = Responsible units
xlsx-unit = Responsible unit
xlsx-folder = Folder
xlsx-file = File
xlsx-problem = Problem
xlsx-fix = How to fix it
xlsx-rule = Rule
xlsx-person = Person
xlsx-due = Due
xlsx-done = Done
xlsx-kind = Kind of material
xlsx-whole-indicator = Whole indicator
xlsx-required = Required number
xlsx-present = Present
xlsx-errors = Errors
xlsx-warnings = Warnings
xlsx-infos = Infos
xlsx-state = State of the indicator
xlsx-indicators = Indicators
xlsx-files = Files concerned
xlsx-about-name = Item
xlsx-about-value = Content
xlsx-from = Period from
xlsx-to = Period to
xlsx-deadline = Deadline
xlsx-contact = Contact
xlsx-profile = Profile
xlsx-made = Checked on
xlsx-program = Program
xlsx-compared = Compared with
xlsx-comparison = Comparison

## Batches

batch-title = Result of a batch
batch-made = Checked on { $day }
batch-items = Items
batch-item = Folder or archive
batch-files = Files
batch-size = Size
batch-bytes = Size in bytes
batch-missing = Missing indicators
batch-report = Report
batch-reason = Why it could not be checked
batch-sheet-rules = By rule
batch-sheet-units = Units by item
batch-shown = {"{n}"} of {"{total}"} items shown
batch-none-shown = No item fits these filters
batch-skip = Skip to the items
batch-state-failed = not checked
batch-state-errors = errors
batch-state-warnings = warnings
batch-state-fine = fine
batch-count-failed = { $n } could not be checked
batch-count-errors = { $n } with errors
batch-count-warnings = { $n } with warnings
batch-count-fine = { $n } fine
batch-used-again = Used in several submissions
batch-used-again-count = { $n ->
    [one] One group of materials is used in several submissions
   *[other] { $n } groups of materials are used in several submissions
}: see summary.html
batch-sheet-reused = Used again
batch-changes = What was changed
batch-past = Compared with only; no item of this batch
batch-more = { $n } more: see summary.xlsx
batch-same-submission = { $files } files of these two of one unit are the same, most likely two states of one submission; they are not listed one by one
    .fix = If these are two submissions, have the material replaced that is the same.
batch-copied-submission = { $files } files of these two of different units are the same; they are not listed one by one
    .fix = Find out whose material it is, and have the other one replaced.
batch-same-file = The same file, byte for byte, is in { $n } submissions
    .fix = Find out whose it is and have the others replaced.
batch-same-picture = One picture is used in { $n } places ({ $certainty } % sure)
    .fix = Look at the pictures. If they are one, find out who took it and have the others replaced.
batch-similar-picture = Two pictures are very like (some { $share } % is the same)
    .fix = See whether both are of one occasion.
batch-text-share = some { $share } % is the same
batch-same-text = The text of { $n } documents is the same for the most part
    .fix = Look at them, find out who wrote it, and have the others written anew.
batch-totals = { $items ->
    [one] { $items } item
   *[other] { $items } items
}: { $states } · { $materials ->
    [one] { $materials } file
   *[other] { $materials } files
}, { $size }
batch-verdict-fine = { $items ->
    [one] The item is fine
   *[other] All { $items } items are fine
}
batch-verdict-warnings = { $n } of { $items ->
    [one] { $items } item
   *[other] { $items } items
} with warnings
batch-verdict-errors = { $n } of { $items ->
    [one] { $items } item
   *[other] { $items } items
} with errors or not checked
batch-archive = { $verdict }; seal: { $seal }
batch-searching = Looking for items
batch-progress = { $ended } of { $items }, { $bad } with errors
batch-reused = { $n } of { $items ->
    [one] { $items } item
   *[other] { $items } items
} unchanged since the last run: their results are kept.
batch-interrupted = What is done is saved; the same command goes on from here.
batch-written = Summary: { $path }
error-batch-empty = There is no folder or archive to check
    .fix = Name folders or archives, or give a list with --list.
error-batch-list = The list { $path } is no text
    .fix = Save it as UTF-8 text with one folder or archive in each line.
error-batch-nothing = { $path } has no submission.json, and no submission or archive lies in it
    .fix = Check the path; files that are no archives belong into a submission first.
error-batch-link = { $path } is a link; links inside folders are not followed
    .fix = Name the folder or archive that it leads to.
error-batch-broke = sealpack itself failed and did not finish this item
    .fix = Run sealpack check or sealpack verify on it alone and tell the developers. Other items are not affected.
error-batch-busy = Another batch is writing into { $path }
    .fix = Wait until it is done, or choose another folder with --out.
error-batch-foreign = The folder { $path } holds other things than the results of a batch
    .fix = Name a new folder with --out, or one that a batch has used before.
error-batch-inside = The folder for results lies inside the submission { $path }, where the next check would find it misplaced
    .fix = Name a place outside of the submission with --out.
html-nothing-found = Nothing was found
verification-verified = Verified
verification-canonical = Canonical form
verification-draft = Draft
verification-seal = Seal
verification-recheck = Content checked again
seal-state-none = none
seal-state-unchecked = not checked
seal-state-valid = valid
seal-state-invalid = invalid
recheck-state-none = not asked for
recheck-state-agrees = agrees
recheck-state-differs = differs
recheck-state-impossible = impossible
help-batch = Check many submissions and verify many archives in one run, with a summary; goes on where it was interrupted
help-batch-paths = Submissions, archives, or folders in which they lie
help-batch-out = Folder for results: a report and a work list of each item, and a summary of all; run again on the same folder, items that have not changed are not looked at again
help-batch-list = Read paths from a file, one in each line; - is standard input
help-batch-fresh = Look at items again that have not changed
help-batch-strict = Warnings count as failures
help-batch-signers = List of signers (OpenSSH's allowed_signers): every archive needs a seal by one of them
help-batch-recheck = Check the content of archives again
help-batch-profile = With --recheck: check against this profile (built in, or a folder) instead of the stored one
help-batch-today = Take this day for today
help-no-cache = Read every file again, also those that have not changed since an earlier check
help-cache = Show or empty the cache, which makes a second check quick
help-cache-info = Show where the cache is and how much is in it
help-cache-clear = Empty the cache: the next check reads every file again
cache-folder = Cache: { $path }
cache-no-folder = This system names no folder for caches, so none is used. SEALPACK_CACHE_DIR can name one.
cache-unusable = Nothing can be written there: checks work without a cache. SEALPACK_CACHE_DIR can name another folder.
cache-stock =
    { $files ->
        [one] 1 file
       *[other] { $files } files
    } of { $submissions ->
        [one] 1 submission
       *[other] { $submissions } submissions
    } known; { $size } of at most { $limit }
cache-oldest = Unused for longest: since { $time }
cache-about = It holds what the files say, their texts too, and makes check and batch quick. Everything else reads every file as it is. What is not used for long goes by itself; sealpack cache clear empties it at once.
cache-cleared =
    { $files ->
        [one] 1 file
       *[other] { $files } files
    } of { $submissions ->
        [one] 1 submission
       *[other] { $submissions } submissions
    } forgotten; { $size } freed
error-cache-clear = Cannot empty the cache in { $path }: { $reason }
    .fix = See to it that you may delete files there, or delete the folder yourself.
